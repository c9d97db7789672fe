"""The digests in the names of the built files: over everything that can change the result of a program.

Over the inputs and not over the bytes, because two builds of one component are not bit-identical: the seed of
``random`` and the secret of hashes, which CPython draws at start, are frozen into it.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from compiler.package.bytecode import bytecode_digest
from compiler.package.fingerprint import fingerprint

__all__ = ["KIT", "component_digest", "sandbox_digest", "sources"]

KIT: Final = Path(__file__).parents[2]
_BUILDER: Final = Path("compiler", "sandbox")


def sandbox_digest(kit: Path = KIT) -> str:
    """Return 16 hex digits over the locked packages, the sources and the builder of ``kit``."""
    builder = [kit / _BUILDER / f"{name}.py" for name in ("build", "child", "component", "digest")]
    return fingerprint([bytecode_digest(kit).encode(), *_named([*sources(kit), *builder], kit)])


def component_digest(kit: Path = KIT) -> str:
    """Return 16 hex digits over the sources of the component: the guest, the locks and the engine's settings."""
    source = kit / "sandbox_src"
    guest = [file for file in sources(kit) if file.is_relative_to(source / "guest")]
    settings = [source / "requirements.txt", source / "build.txt", source / "sandbox" / "engine.py"]
    return fingerprint(_named([*guest, *settings, kit / _BUILDER / "component.py"], kit))


def sources(kit: Path = KIT) -> list[Path]:
    """Return the files of ``sandbox_src``, sorted."""
    files = (kit / "sandbox_src").rglob("*")
    return sorted(
        file for file in files if file.is_file() and "__pycache__" not in file.parts and not file.name.startswith(".")
    )


def _named(files: Iterable[Path], kit: Path) -> Iterable[bytes]:
    return (part for file in files for part in (file.relative_to(kit).as_posix().encode(), file.read_bytes()))
