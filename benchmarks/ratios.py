"""Ratios of pairs of runs, with median, quartiles and confidence interval."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Ratios"]


@dataclass(frozen=True)
class Ratios:
    """One ratio for each pair of runs; at least two."""

    values: Sequence[float]

    @property
    def median(self) -> float:
        """The median."""
        return statistics.median(self.values)

    @property
    def lower(self) -> float:
        """Lower quartile, which a gain is judged by."""
        return statistics.quantiles(self.values, n=4)[0]

    @property
    def upper(self) -> float:
        """Upper quartile, which a cost is judged by."""
        return statistics.quantiles(self.values, n=4)[2]

    @property
    def interval(self) -> tuple[float, float]:
        """Confidence interval of the median by the sign test: two of the ratios, at least 95 %.

        Fewer than six ratios cannot reach 95 %; then it is the least and the greatest.
        """
        ordered, count = sorted(self.values), len(self.values)
        outside = 0
        while outside < count // 2 and 2 * sum(math.comb(count, k) for k in range(outside + 1)) <= 0.05 * 2**count:
            outside += 1
        return ordered[max(0, outside - 1)], ordered[min(count - 1, count - outside)]

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.median:.2f} ({low:.2f} to {high:.2f})"
