"""A layer as it stands on the disk, ready to deploy."""

from dataclasses import dataclass
from pathlib import Path

from compiler.layers.lock import LayerLock

__all__ = ["BuiltLayer"]


@dataclass(frozen=True)
class BuiltLayer:
    """What Lambda mounts at /opt."""

    lock: LayerLock
    """What it was built from."""
    folder: Path
    """Holds ``python/`` and ``sbom.cdx.json``."""
    zipped_bytes: int
    """Size of the folder as a deflated archive."""
    architecture: str | None
    """``arm64`` or ``x86_64`` where a package holds machine code; nothing where the layer serves both."""
    python: Path
    """The packages for this machine's ``sys.path``: the layer's own, or its own where they hold machine code."""

    @property
    def unzipped_bytes(self) -> int:
        """Sum of the files' sizes."""
        return sum(file.stat().st_size for file in self.folder.rglob("*") if file.is_file())
