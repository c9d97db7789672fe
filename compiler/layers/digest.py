"""The digest in a layer's folder name: it covers everything that decides on the layer's bytes but the architecture."""

from pathlib import Path
from typing import Final

from compiler.layers.lock import LayerLock
from compiler.package.bytecode import bytecode_digest
from compiler.package.fingerprint import fingerprint

__all__ = ["layer_digest"]

KIT: Final = Path(__file__).parents[2]


def layer_digest(lock: LayerLock, kit: Path = KIT) -> str:
    """Return 16 hex digits over the lock file, and over the builder and the bytecode compiler of ``kit``."""
    builder = [file for file in sorted((kit / "compiler" / "layers").iterdir()) if file.suffix == ".py"]
    return fingerprint([bytecode_digest(kit).encode(), *(file.read_bytes() for file in (lock.file, *builder))])
