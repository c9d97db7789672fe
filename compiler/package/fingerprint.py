"""The fingerprint of a folder's sources, by which a kept folder is found again."""

import hashlib
from collections.abc import Iterable
from typing import Final

__all__ = ["fingerprint"]

CHARS: Final = 16


def fingerprint(parts: Iterable[bytes]) -> str:
    """Return 16 hex digits over ``parts``; each part's length is hashed too, so that no two lists read the same."""
    return hashlib.sha256(b"".join(b"%d:" % len(part) + part for part in parts)).hexdigest()[:CHARS]
