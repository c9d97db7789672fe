"""The human ceiling: how far one person agrees with the mean of the others."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rft.calibrate.statistics.agreement import Scores

__all__ = ["Raters", "raters_of"]

_FEWEST = 3
"""Ratings of a response, so that the mean of the others is of two at least."""


@dataclass(frozen=True)
class Raters:
    """The ratings of several people, one row a response, padded with zeros."""

    ratings: NDArray[np.float64]
    counts: NDArray[np.int64]

    @property
    def enough(self) -> NDArray[np.bool_]:
        """Which responses have ratings of three people."""
        return self.counts >= _FEWEST

    @property
    def known(self) -> bool:
        """Whether at least half of the responses have."""
        return len(self.counts) > 0 and float(self.enough.mean()) >= 1 / 2

    def at(self, places: NDArray[np.int64]) -> "Raters":
        """Return those of some responses."""
        return Raters(self.ratings[places], self.counts[places])

    def one_and_the_rest(self, chance: np.random.Generator) -> tuple[Scores, Scores]:
        """Return, for each response with enough ratings, that of one person by chance and the mean of the others."""
        ratings, counts = self.ratings[self.enough], self.counts[self.enough]
        drawn = (chance.random(len(counts)) * counts).astype(int)
        one = ratings[np.arange(len(counts)), drawn]
        return one, (ratings.sum(axis=1) - one) / (counts - 1)


def raters_of(ratings: Sequence[Sequence[float]]) -> Raters:
    """Return the ratings as a table."""
    counts = np.array([len(each) for each in ratings], dtype=np.int64)
    table = np.zeros((len(ratings), max(counts, default=0)))
    for at, each in enumerate(ratings):
        table[at, : len(each)] = each
    return Raters(table, counts)
