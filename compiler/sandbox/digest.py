"""The digest in the name of a built sandbox: over everything that decides what it does with a program.

Over the inputs and not over the bytes, because two builds of one component are not bit-identical: the seed of
``random`` and the secret of hashes, which CPython draws at start, are frozen into it.
"""

from pathlib import Path
from typing import Final

from compiler.package.bytecode import bytecode_digest
from compiler.package.fingerprint import fingerprint

__all__ = ["KIT", "sandbox_digest", "sources"]

KIT: Final = Path(__file__).parents[2]


def sandbox_digest(kit: Path = KIT) -> str:
    """Return 16 hex digits over the locked packages, the sources and the builder of ``kit``."""
    builder = [kit / "compiler" / "sandbox" / name for name in ("build.py", "digest.py")]
    read = [*sources(kit), *builder]
    named = (part for file in read for part in (file.relative_to(kit).as_posix().encode(), file.read_bytes()))
    return fingerprint([bytecode_digest(kit).encode(), *named])


def sources(kit: Path = KIT) -> list[Path]:
    """Return the files of ``sandbox_src``, sorted."""
    files = (kit / "sandbox_src").rglob("*")
    return sorted(
        file for file in files if file.is_file() and "__pycache__" not in file.parts and not file.name.startswith(".")
    )
