"""What a layer is known by: a digest over all that decides on its bytes, but for the architecture."""

import hashlib
from pathlib import Path
from typing import Final

from compiler.layers.lock import LayerLock
from compiler.package.bytecode import bytecode_digest

__all__ = ["layer_digest"]

CHARS: Final = 16
KIT: Final = Path(__file__).parents[2]


def layer_digest(lock: LayerLock, kit: Path = KIT) -> str:
    """Return hex digits over the lock, and the builder and the compiler of ``kit``."""
    builder = [file for file in sorted((kit / "compiler" / "layers").iterdir()) if file.suffix == ".py"]
    parts = [bytecode_digest(kit).encode(), *(file.read_bytes() for file in (lock.file, *builder))]
    lengths = b"".join(b"%d:" % len(part) + part for part in parts)
    return hashlib.sha256(lengths).hexdigest()[:CHARS]
