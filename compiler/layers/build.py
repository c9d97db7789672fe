"""Builds a layer once and keeps it: lock -> install -> licences -> SBOM -> bytecode -> .build/layers/<name>-<digest>.

A second call finds the folder.
"""

import subprocess
import sys
from pathlib import Path

from compiler.layers.built import BuiltLayer
from compiler.layers.digest import layer_digest
from compiler.layers.install import install, install_for_host, is_native
from compiler.layers.licences import check_licences
from compiler.layers.lock import LayerLock
from compiler.layers.package import read_packages
from compiler.layers.sbom import sbom_text
from compiler.package.bytecode import compile_modules
from compiler.package.kept import publish, unfinished
from compiler.package.zipped import zipped_bytes

__all__ = ["build_layer", "host_bytecode"]


def build_layer(lock: LayerLock, architecture: str, root: Path) -> BuiltLayer:
    """Return the layer for ``arm64`` or ``x86_64``. Build it in ``root/.build`` if it is not there.

    Raises:
        CompileError: its packages cannot be installed, or one has a licence that is not accepted.
    """
    kept = root.resolve() / ".build" / "layers"
    pure = kept / f"{lock.name}-{layer_digest(lock)}"
    native = pure.with_name(f"{pure.name}-{architecture}")
    folder = next((folder for folder in (pure, native) if folder.is_dir()), None) or _build(lock, architecture, pure)
    zipped = int(_zipped_note(folder).read_text(encoding="utf-8"))
    if folder == pure:
        return BuiltLayer(lock, folder, zipped, None, folder / "python")
    return BuiltLayer(lock, folder, zipped, architecture, _host_packages(lock, pure))


def host_bytecode(root: Path) -> Path:
    """Return the folder for ``sys.pycache_prefix``: this machine's bytecode, which is not part of any layer."""
    return root.resolve() / ".build" / "host-bytecode"


def _build(lock: LayerLock, architecture: str, pure: Path) -> Path:
    """Return the new folder: ``pure``, with the architecture added to its name if a package holds machine code."""
    sys.stderr.write(f"layer {lock.name}: building it, once\n")
    with unfinished(pure.parent) as made:
        install(lock, architecture, made / "python")
        _describe(lock, made)
        # Every module, although the first import needs fewer: 6 s instead of 4 for the layer math, and then an import
        # inside a function costs no compilation either.
        modules = sorted(path.relative_to(made).as_posix() for path in (made / "python").rglob("*.py"))
        compile_modules(made, modules, mounted_at="/opt", blame=lock.shown_as)
        folder = pure.with_name(f"{pure.name}-{architecture}") if is_native(made / "python") else pure
        _note_zipped(made, folder)
        publish(made, folder)
    if folder == pure:
        _compile_for_host(folder / "python", pure.parents[2])
    return folder


def _describe(lock: LayerLock, made: Path) -> None:
    """Check the installed packages' licences, and write the bill of materials."""
    packages = read_packages(made / "python")
    check_licences(lock, packages)
    (made / "sbom.cdx.json").write_text(sbom_text(lock, packages), encoding="utf-8")


def _host_packages(lock: LayerLock, pure: Path) -> Path:
    """Return the folder of a native layer's packages for this machine's Python. Build it if it is not there."""
    folder = pure.with_name(f"{pure.name}-host-{sys.implementation.cache_tag}")
    if not folder.is_dir():
        with unfinished(pure.parent) as made:
            install_for_host(lock, made / "python")
            publish(made, folder)
        _compile_for_host(folder / "python", pure.parents[2])
    return folder / "python"


def _note_zipped(made: Path, folder: Path) -> None:
    """Write the zipped size beside ``folder``, before the folder itself appears."""
    files = sorted(file.relative_to(made).as_posix() for file in made.rglob("*") if file.is_file())
    note = _zipped_note(made)
    note.write_text(str(zipped_bytes(made, files)), encoding="utf-8")
    note.replace(_zipped_note(folder))


def _zipped_note(folder: Path) -> Path:
    """Return the file beside a layer that holds its zipped size, because zipping at every synthesis takes too long."""
    return folder.with_name(f"{folder.name}.zipped-bytes")


def _compile_for_host(python: Path, root: Path) -> None:
    """Compile the packages for this machine's Python once, so that compiling an experiment does not do it."""
    prefix = f"pycache_prefix={host_bytecode(root)}"
    subprocess.run([sys.executable, "-X", prefix, "-m", "compileall", "-q", python], capture_output=True, check=False)
