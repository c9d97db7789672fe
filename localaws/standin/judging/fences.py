"""The fenced blocks of a prompt, and the text that escaped from a block by a forged closing tag.

A block is ``<name-NONCE>`` text ``</name-NONCE>`` with a nonce of 32 hex digits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

TAG: Final = re.compile(r"<(/?)([a-z_]+)-([0-9a-f]{32})>")
MANY: Final = ("question", "earlier")
"""Blocks of which a prompt may hold several. A second opening tag of any other is forged."""


@dataclass(frozen=True)
class Fenced:
    """One block."""

    name: str
    text: str
    escaped: str
    """Text between the first and the last closing tag of the block; empty unless a response forged the tag."""


def blocks(text: str) -> list[Fenced]:
    """Return every block, in order. A forged tag with another nonce is part of the text around it."""
    found: list[Fenced] = []
    position = 0
    while opening := TAG.search(text, position):
        position = opening.end()
        closing = f"</{opening[0][1:]}"
        end = text.find(closing, position)
        if opening[1] or end < 0:
            continue
        again = text.find(opening[0], end) if opening[2] in MANY else -1
        last = text.rfind(closing, 0, again if again >= 0 else len(text))
        inner, escaped = text[position:end], text[end + len(closing) : last] if last > end else ""
        found.append(Fenced(opening[2], inner.strip(), escaped))
        position = last + len(closing)
    return found
