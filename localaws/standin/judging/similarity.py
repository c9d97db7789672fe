"""How similar two texts are by their words: two texts -> 0..1. The stand-in judge knows nothing else."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import Final

WORD: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
"""A word, or one character of a script without spaces between words."""
CAP: Final = 20_000
"""Number of characters that are read of a text."""
HELD: Final = 0.9
"""Lowest similarity of a text that holds the other one word for word."""


@lru_cache(maxsize=256)
def words(text: str) -> tuple[str, ...]:
    """Return the words, case-folded. Numbers are words."""
    return tuple(WORD.findall(unicodedata.normalize("NFKC", text[:CAP]).casefold()))


COMMON: Final = frozenset(
    words(
        "a an and are as at be best by candidate can could do does every for from give has have highest how i if in "
        "integer is it its lowest mark my no not number of on one or question rate rating reference response same "
        "scale score should that the their there they this to was what when where whether which who why will with "
        "worst would you your zero"
    )
)
"""Words that say nothing about a text's subject."""


def similarity(left: str, right: str) -> float:
    """Return the F1 of the shared words; at least ``HELD`` if ``left`` holds all of ``right`` in one piece."""
    ours, theirs = words(left), words(right)
    if not ours or not theirs:
        return 0.0
    shared = sum((Counter(ours) & Counter(theirs)).values())
    f1 = 2 * shared / (len(ours) + len(theirs))
    holds = f" {' '.join(theirs)} " in f" {' '.join(ours)} "
    return max(f1, HELD) if holds else f1


def telling_words(text: str) -> frozenset[str]:
    """Return the words of the text without the common ones."""
    return frozenset(words(text)) - COMMON


def coverage(text: str, wanted: frozenset[str]) -> float:
    """Return the share of the wanted words that the text holds; 0 if none is wanted."""
    return len(wanted.intersection(words(text))) / len(wanted) if wanted else 0.0
