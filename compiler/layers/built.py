"""``BuiltLayer``: a layer in its folder, ready to deploy."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from compiler.layers.lock import LayerLock

__all__ = ["BuiltLayer"]


@dataclass(frozen=True)
class BuiltLayer:
    """One layer that Lambda mounts at /opt."""

    lock: LayerLock
    """The lock it was built from."""
    folder: Path
    """The folder with ``python/`` and ``sbom.cdx.json``."""
    zipped_bytes: int
    """Size of the folder as a deflated archive, in bytes."""
    architecture: str | None
    """``arm64`` or ``x86_64`` if a package holds machine code. None if the layer serves both."""
    python: Path
    """The packages for this machine's ``sys.path``: the layer's, or this machine's wheels if there is machine code."""

    @property
    def unzipped_bytes(self) -> int:
        """Sum of the files' sizes, in bytes."""
        return _bytes_in(self.folder)


@cache
def _bytes_in(folder: Path) -> int:
    """Sum the sizes once a process: the files of a layer never change, and many experiments share one layer."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
