"""The difference if a judge is asked the same in another way: again, in another order, with filler."""

import math
from typing import Final

import numpy as np

from rft.calibrate.judges.asking import Answers
from rft.calibrate.statistics.agreement import Scores
from rft.calibrate.statistics.resample import Estimate, estimate, resamples

__all__ = ["changed", "pair", "shift", "steady"]

_SAME: Final = 1e-9
_NONE: Final = Estimate(math.nan, math.nan, math.nan)


def pair(answers: Answers, other: str, dimension: str) -> tuple[Scores, Scores]:
    """Return the first scores and those of the pass ``turned`` or ``filled``, of the same responses."""
    there = np.array({"turned": answers.turned, "filled": answers.filled}[other].scores[dimension])
    return np.array(answers.first.scores[dimension])[: len(there)], there


def _both(one: Scores, other: Scores) -> tuple[Scores, Scores]:
    known = ~(np.isnan(one) | np.isnan(other))
    return one[known], other[known]


def changed(one: Scores, other: Scores) -> float:
    """Return the share of responses with another score; NaN if none is known twice."""
    first, second = _both(one, other)
    return float(np.mean(np.abs(first - second) > _SAME)) if len(first) else math.nan


def steady(one: Scores, other: Scores) -> float:
    """Return the share of the variance that stays; NaN if there is none."""
    first, second = _both(one, other)
    spread = float(np.var(np.concatenate([first, second]))) if len(first) else 0.0
    return 1 - float(np.mean((first - second) ** 2)) / 2 / spread if spread > 0 else math.nan


def shift(one: Scores, other: Scores) -> Estimate:
    """Return the mean change of the score."""
    first, second = _both(one, other)
    if not len(first):
        return _NONE
    gaps = second - first
    return estimate(float(gaps.mean()), [float(gaps[at].mean()) for at, _ in resamples(range(len(gaps)))])
