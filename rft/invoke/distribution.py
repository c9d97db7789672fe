"""Statistics of a pass: histogram and spread of its rewards, latencies of its invocations."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_MOST_SINGLE_VALUES: Final = 8
_BINS: Final = 10


@dataclass(frozen=True)
class Bin:
    """One bar of the histogram."""

    low: float
    """Smallest reward in it."""
    high: float
    """Upper edge; equal to ``low`` if the bar is one value."""
    count: int
    """Number of rewards in it."""


def histogram(rewards: Sequence[float]) -> list[Bin]:
    """Return one bar per value if there are at most eight values, else ten equal bins from smallest to largest."""
    values = sorted(set(rewards))
    if len(values) <= _MOST_SINGLE_VALUES:
        return [Bin(value, value, rewards.count(value)) for value in values]
    low, width = values[0], (values[-1] - values[0]) / _BINS
    counts = [0] * _BINS
    for reward in rewards:
        counts[min(int((reward - low) / width), _BINS - 1)] += 1
    return [Bin(low + at * width, low + (at + 1) * width, count) for at, count in enumerate(counts)]


def spread(rewards: Sequence[float]) -> dict[str, float]:
    """Return mean, population standard deviation, smallest and largest reward."""
    return {
        "mean": statistics.fmean(rewards),
        "stddev": statistics.pstdev(rewards),
        "min": min(rewards),
        "max": max(rewards),
    }


def latency(millis: Sequence[float]) -> dict[str, float]:
    """Return the number of invocations and, in ms, the first (maybe a cold start), the median, p95 and largest."""
    ordered = sorted(millis)
    return {
        "invocations": len(ordered),
        "first_ms": round(millis[0], 1),
        "p50_ms": round(statistics.median(ordered), 1),
        "p95_ms": round(ordered[math.ceil(0.95 * len(ordered)) - 1], 1),
        "max_ms": round(ordered[-1], 1),
    }
