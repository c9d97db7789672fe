"""The draw of prompts: which samples are logged if ``log_share`` is below 1.

A prompt is drawn by its hash, so all its samples are logged or none, whichever environment and revision scores them.
"""

import hashlib
from dataclasses import dataclass
from typing import Final

__all__ = ["EVERY", "Draw", "hash_of"]

_BLANK: Final = hashlib.blake2b(digest_size=6)
"""BLAKE2, because SHA-256 takes twice as long on a short prompt. A copy of this object starts faster than a new one."""
_HASHES: Final = 1 << 48
"""How many hashes there are."""


def hash_of(text: str) -> str:
    """Return 12 hex digits, by which the log names a text."""
    hashed = _BLANK.copy()
    hashed.update(text.encode("utf-8", "surrogatepass"))
    return hashed.hexdigest()


@dataclass(frozen=True)
class Draw:
    """Draws a share of prompts."""

    share: float = 1.0
    """0..1."""

    def stands_for(self, prompt_hash: str) -> float:
        """Return the prompts that one of this hash stands for: 1 / share if it is drawn, else 0."""
        if self.share == 1:
            return 1
        return 1 / self.share if int(prompt_hash, 16) < self.share * _HASHES else 0


EVERY: Final = Draw()
"""Draws every prompt."""
