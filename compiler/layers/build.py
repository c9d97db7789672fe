"""Builds a layer once and keeps it: lock -> install -> licences -> SBOM -> bytecode -> .build/layers/<name>-<digest>.

A second call finds the folder. It appears by one rename, so that no one ever sees a half of it.
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from compiler.layers.built import BuiltLayer
from compiler.layers.bytecode import compile_layer
from compiler.layers.install import PYTHON, install, is_native
from compiler.layers.licences import check_licences
from compiler.layers.lock import LayerLock
from compiler.layers.package import read_packages
from compiler.layers.sbom import sbom_text

__all__ = ["build_layer", "host_bytecode"]

DIGEST_CHARS: Final = 16
MB: Final = 1024 * 1024


def build_layer(lock: LayerLock, architecture: str, root: Path) -> BuiltLayer:
    """Return the layer for ``arm64`` or ``x86_64``, built beneath ``root/.build`` where it is not there yet.

    Raises:
        CompileError: its packages cannot be had, or one has a licence that is not accepted.
    """
    kept = root.resolve() / ".build" / "layers"
    name = f"{lock.name}-{_digest(lock)}"
    for folder, native in ((kept / name, None), (kept / f"{name}-{architecture}", architecture)):
        if folder.is_dir():
            return BuiltLayer(lock, folder, native)
    return _build(lock, architecture, kept, name)


def host_bytecode(root: Path) -> Path:
    """Return the folder for ``sys.pycache_prefix``: this machine's bytecode, which is no part of any layer."""
    return root.resolve() / ".build" / "host-bytecode"


def _build(lock: LayerLock, architecture: str, kept: Path, name: str) -> BuiltLayer:
    kept.mkdir(parents=True, exist_ok=True)
    unfinished = Path(mkdtemp(prefix=".unfinished-", dir=kept))
    try:
        _fill(lock, architecture, unfinished)
        native = architecture if is_native(unfinished / "python") else None
        built = BuiltLayer(lock, kept / (f"{name}-{native}" if native else name), native)
        _publish(unfinished, built.folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    _compile_for_host(built, kept.parent.parent)
    sys.stderr.write(f"layer {lock.name}: built, {built.unzipped_bytes / MB:.1f} MB unzipped\n")
    return built


def _fill(lock: LayerLock, architecture: str, folder: Path) -> None:
    install(lock, architecture, folder / "python")
    packages = read_packages(folder / "python")
    check_licences(lock, packages)
    (folder / "sbom.cdx.json").write_text(sbom_text(lock, packages), encoding="utf-8")
    compile_layer(lock, folder)
    folder.chmod(0o755)


def _publish(unfinished: Path, folder: Path) -> None:
    try:
        unfinished.rename(folder)
    except OSError:
        # Another process built the same layer first; its bytes are the same.
        if not folder.is_dir():
            raise


def _compile_for_host(built: BuiltLayer, root: Path) -> None:
    """Spare each later compilation of an experiment the seconds that a large package takes to compile."""
    prefix = f"pycache_prefix={host_bytecode(root)}"
    subprocess.run(
        [sys.executable, "-X", prefix, "-m", "compileall", "-q", built.python], capture_output=True, check=False
    )


def _digest(lock: LayerLock) -> str:
    """Return hex digits over all that decides on the layer's bytes, but for the architecture."""
    here = Path(__file__).parent
    builder = [file.read_bytes() for file in sorted(here.iterdir()) if file.suffix in {".py", ".mjs"}]
    pinned = here.parents[1] / "package-lock.json"
    parts = [lock.file.read_bytes(), PYTHON.encode(), pinned.read_bytes(), *builder]
    lengths = b"".join(b"%d:" % len(part) + part for part in parts)
    return hashlib.sha256(lengths).hexdigest()[:DIGEST_CHARS]
