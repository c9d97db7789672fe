"""Pearson's correlation of the lengths of responses and their rewards within one batch."""

import math
from collections.abc import Sequence
from operator import mul
from typing import Final

__all__ = ["correlation"]

_LEAST: Final = 8
"""Fewest samples whose correlation means anything."""
_ALIKE: Final = 1e-6
"""Shares whose standard deviation is below this do not vary."""


def correlation(lengths: Sequence[int], shares: Sequence[float]) -> float | None:
    """Return r, -1..1, of the samples' lengths and shares 0..1.

    Return ``None`` for fewer than 8 samples, or if the lengths or the shares do not vary.
    """
    count = len(shares)
    if count < _LEAST:
        return None
    middle = sum(lengths) // count
    away = [length - middle for length in lengths]
    moved, total = sum(away), sum(shares)
    long = count * sum(map(mul, away, away)) - moved * moved
    wide = count * sum(map(mul, shares, shares)) - total * total
    if long == 0 or wide < (count * _ALIKE) ** 2:
        return None
    both = count * sum(map(mul, away, shares)) - moved * total
    return max(-1.0, min(1.0, both / (math.sqrt(long) * math.sqrt(wide))))
