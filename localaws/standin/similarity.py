"""How alike two texts are by their words alone: two texts -> 0..1. The whole wit of the stand-in judge."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import Final

WORD: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
"""A word, or one character of a script that leaves no gaps between words."""
CAP: Final = 20_000
"""Characters of a text that are read."""
HELD: Final = 0.9
"""Worth of a text that holds the other, word for word, among words of its own."""


def words(text: str) -> list[str]:
    """The words, case-folded; numbers are words."""
    return WORD.findall(unicodedata.normalize("NFKC", text[:CAP]).casefold())


def similarity(left: str, right: str) -> float:
    """F1 of the shared words; ``HELD`` at least where ``left`` holds all of ``right`` in one piece."""
    ours, theirs = words(left), words(right)
    if not ours or not theirs:
        return 0.0
    shared = sum((Counter(ours) & Counter(theirs)).values())
    f1 = 2 * shared / (len(ours) + len(theirs))
    holds = f" {' '.join(theirs)} " in f" {' '.join(ours)} "
    return max(f1, HELD) if holds else f1


def coverage(criterion: set[str], text: str) -> float:
    """Share of the criterion's words that the text holds; 0 where it has none."""
    return len(criterion & set(words(text))) / len(criterion) if criterion else 0.0
