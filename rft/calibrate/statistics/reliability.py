"""How far a score can be taken for the probability that people find a response good."""

from dataclasses import dataclass

import numpy as np

from rft.calibrate.statistics.agreement import Scores

__all__ = ["Bin", "brier", "calibration_error", "reliability"]

_BINS = 10


@dataclass(frozen=True)
class Bin:
    """Responses with nearly equal scores."""

    count: int
    score: float
    """Mean of the judge's scores."""
    good: float
    """Share that people find good."""


def reliability(scores: Scores, good: Scores, most: int = _BINS) -> list[Bin]:
    """Return at most this many bins of about equal size, by rising score. Equal scores share a bin.

    Args:
        scores: the judge's, 0..1.
        good: 1 if people find the response good, else 0.
        most: number of bins.
    """
    values, counts = np.unique(scores, return_counts=True)
    sizes = np.cumsum(counts)
    ends = sizes if len(values) <= most else sizes[np.searchsorted(sizes, np.arange(1, most + 1) * len(scores) / most)]
    order, bins, begin = np.argsort(scores, kind="stable"), list[Bin](), 0
    for end in np.unique(ends):
        part = order[begin:end]
        bins.append(Bin(len(part), float(scores[part].mean()), float(good[part].mean())))
        begin = int(end)
    return bins


def calibration_error(bins: list[Bin]) -> float:
    """Return the expected calibration error: the mean gap between score and share of good ones, weighted by size."""
    return sum(each.count * abs(each.score - each.good) for each in bins) / sum(each.count for each in bins)


def brier(scores: Scores, good: Scores) -> float:
    """Return the mean squared difference of score and outcome: 0 is best."""
    return float(np.mean((scores - good) ** 2))
