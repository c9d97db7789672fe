"""``Distribution``: the rewards of any number of samples, in bounded memory."""

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from rft.invoke.distribution import Bin

_MOST_SINGLE_VALUES: Final = 8
_BINS: Final = 10
_STEPS: Final = 10_000
"""Rewards are counted in steps of this part of the range, so that at most this many counts are in memory."""


@dataclass
class Distribution:
    """Counts rewards of one range."""

    floor: float
    ceiling: float
    count: int = 0
    low: float = math.inf
    high: float = -math.inf
    mean: float = 0.0
    _squares: float = 0.0
    _steps: Counter[int] = field(default_factory=Counter[int])
    _exact: dict[int, float] = field(default_factory=dict[int, float])

    def add(self, reward: float) -> None:
        """Count one reward. One outside of the range, as another revision may pay, is counted at its end."""
        self.count += 1
        self.low, self.high = min(self.low, reward), max(self.high, reward)
        before = reward - self.mean
        self.mean += before / self.count
        self._squares += before * (reward - self.mean)
        share = (reward - self.floor) / (self.ceiling - self.floor)
        step = round(min(1.0, max(0.0, share)) * _STEPS)
        self._steps[step] += 1
        self._exact.setdefault(step, reward)

    @property
    def stddev(self) -> float:
        """Population standard deviation."""
        return math.sqrt(self._squares / self.count) if self.count else 0.0

    def bins(self) -> list[Bin]:
        """Return one bar per value if there are at most eight, else ten equal bars from floor to ceiling."""
        if len(self._steps) <= _MOST_SINGLE_VALUES:
            return [Bin(self._exact[step], self._exact[step], self._steps[step]) for step in sorted(self._steps)]
        counts, width = [0] * _BINS, (self.ceiling - self.floor) / _BINS
        for step, count in self._steps.items():
            counts[min(step * _BINS // _STEPS, _BINS - 1)] += count
        edges = [self.floor + at * width for at in range(_BINS + 1)]
        return [Bin(edges[at], edges[at + 1], count) for at, count in enumerate(counts)]
