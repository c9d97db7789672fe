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
    architecture: str | None
    """``arm64`` or ``x86_64`` where a package holds machine code; nothing where the layer serves both."""

    @property
    def python(self) -> Path:
        """The folder for ``sys.path``."""
        return self.folder / "python"

    @property
    def unzipped_bytes(self) -> int:
        """Sum of the files' sizes."""
        return sum(file.stat().st_size for file in self.folder.rglob("*") if file.is_file())
