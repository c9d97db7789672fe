"""Intervals by the bootstrap: prompts are drawn again, because responses to one prompt are not independent evidence."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from rft.calibrate.statistics.agreement import Places

__all__ = ["TIMES", "Estimate", "estimate", "resamples"]

TIMES = 400
_EDGES = (2.5, 97.5)
_FEWEST_PROMPTS = 20
_SEED = 20_260_101


@dataclass(frozen=True)
class Estimate:
    """A figure with its interval of 95 %."""

    value: float
    low: float
    high: float

    @property
    def known(self) -> bool:
        """Whether there is a figure at all, as there is none for a judge that always says the same."""
        return not math.isnan(self.value)


def resamples(groups: Sequence[int], times: int = TIMES) -> Iterator[tuple[Places, np.random.Generator]]:
    """Yield the places of the responses in each resample, and the random numbers for other draws in it.

    If there are few prompts, as when all responses answer one instruction, each response is drawn for itself.

    Args:
        groups: number of the prompt of each response.
        times: number of resamples.
    """
    members: dict[int, list[int]] = {}
    for at, group in enumerate(groups):
        members.setdefault(group, []).append(at)
    few = len(members) < _FEWEST_PROMPTS
    clusters = [[at] for at in range(len(groups))] if few else list(members.values())
    order = np.array([at for each in clusters for at in each], dtype=np.int64)
    sizes = np.array([len(each) for each in clusters], dtype=np.int64)
    begins = np.cumsum(sizes) - sizes
    chance = np.random.default_rng(_SEED)
    for _ in range(times):
        drawn = chance.integers(len(clusters), size=len(clusters))
        taken = sizes[drawn]
        # The places of each drawn prompt, one prompt after the other.
        within = np.arange(int(taken.sum()), dtype=np.int64) - np.repeat(np.cumsum(taken) - taken, taken)
        yield order[np.repeat(begins[drawn], taken) + within], chance


def estimate(value: float, resampled: Sequence[float]) -> Estimate:
    """Return the figure with the interval that its resamples give. A resample without a figure is left out."""
    known = [each for each in resampled if not math.isnan(each)]
    if math.isnan(value) or len(known) * 2 < len(resampled):
        return Estimate(math.nan, math.nan, math.nan)
    low, high = np.percentile(known, _EDGES)
    return Estimate(value, float(low), float(high))
