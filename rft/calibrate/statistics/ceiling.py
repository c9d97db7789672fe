"""The human ceiling: how far one person agrees with the mean of the others."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from rft.calibrate.statistics.agreement import Places, places_of

__all__ = ["Raters", "raters_of"]

_FEWEST: Final = 2
"""Ratings of a response, so that there is another person."""


@dataclass(frozen=True)
class Raters:
    """The ratings of several people, one row a response, padded with zeros."""

    ratings: NDArray[np.float64]
    counts: Places
    rests: NDArray[np.float64]
    """Mean of the others' ratings, for each rating."""
    places: tuple[Places, Places]
    """Of the ratings, and of the others' means, among all of their kind."""

    @cached_property
    def enough(self) -> NDArray[np.bool_]:
        """Which responses have ratings of two people."""
        return self.counts >= _FEWEST

    @property
    def known(self) -> bool:
        """Whether at least half of the responses have."""
        return len(self.counts) > 0 and float(self.enough.mean()) >= 1 / 2

    @cached_property
    def pairs(self) -> bool:
        """Whether no response has more than two, so that the other person stands for the mean of the others."""
        return bool(self.counts.max(initial=0) <= _FEWEST)

    def drawn(self, at: Places, chance: np.random.Generator) -> tuple[Places, Places]:
        """Draw a person for each of these responses with enough ratings; return rows and columns of the tables."""
        rows = at[self.enough[at]]
        return rows, (chance.random(len(rows)) * self.counts[rows]).astype(np.int64)

    def raised(self, order: float) -> float:
        """Return the rank correlation of a person with the others as it is with the mean of two others at least.

        A judge is compared with the mean of all ratings, which holds less noise than one. So the agreement r of two
        people is raised to that of one person with the mean of two others, r * sqrt(2 / (1 + r)): Spearman-Brown.
        """
        return order * math.sqrt(2 / (1 + order)) if self.pairs and order > -1 else order


def raters_of(ratings: Sequence[Sequence[float]]) -> Raters:
    """Return the ratings as a table."""
    counts = np.array([len(each) for each in ratings], dtype=np.int64)
    table = np.zeros((len(ratings), max(counts, default=0)))
    for at, each in enumerate(ratings):
        table[at, : len(each)] = each
    rests = (table.sum(axis=1, keepdims=True) - table) / np.maximum(counts - 1, 1)[:, None]
    # Sums in another order differ in their last digit, and would break ties.
    placed = (places_of(table.ravel()).reshape(table.shape), places_of(rests.round(9).ravel()).reshape(table.shape))
    return Raters(table, counts, rests, placed)
