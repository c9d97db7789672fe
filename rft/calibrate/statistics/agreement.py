"""How far two lists of scores agree: in their order, and in their values."""

import math
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

__all__ = ["Places", "Scores", "kendall", "or_zero", "partial", "places_of", "spearman", "weighted_kappa"]

Scores = NDArray[np.float64]
"""One score for each response."""
Places = NDArray[np.int64]
"""Whole numbers, one for each response: its place in a list, or among the sorted scores."""


def places_of(scores: Scores) -> Places:
    """Return the place of each score among the different ones: 0 for the lowest. They have the order of the scores.

    Ranks of whole numbers are counted and not sorted, which is ten times as fast for each of many resamples.
    """
    return np.unique(scores, return_inverse=True)[1].astype(np.int64)


def spearman(one: Scores | Places, other: Scores | Places) -> float:
    """Return Spearman's rank correlation -1..1 of scores or of their places; NaN if either is constant."""
    return _pearson(_ranks(one), _ranks(other))


def kendall(one: Scores | Places, other: Scores | Places) -> float:
    """Return Kendall's tau-b -1..1, which takes ties into account; NaN if either is constant."""
    if len(one) < 2:
        return math.nan
    # Imported here, because it takes longer than all the rest of the kit.
    from scipy import stats  # type: ignore[import-untyped] - scipy ships no types

    return float(cast("Any", stats).kendalltau(one, other).statistic)


def partial(one: Scores | Places, other: Scores | Places, given: Scores | Places) -> float:
    """Return the rank correlation of two lists with a third taken out of both; NaN if a list is constant."""
    first, second, third = spearman(one, other), spearman(one, given), spearman(other, given)
    rest = (1 - second**2) * (1 - third**2)
    return (first - second * third) / math.sqrt(rest) if rest > 0 else math.nan


def weighted_kappa(one: Scores, other: Scores, levels: int) -> float:
    """Return Cohen's kappa with quadratic weights of scores 0..1 that are rounded to equally spaced levels.

    1 is full agreement and 0 the agreement of chance; NaN if both always give the same one level.
    """
    most = levels - 1
    first, second = (np.rint(np.clip(each, 0, 1) * most).astype(int) for each in (one, other))
    # The mean squared difference of pairs, over that of all possible pairs.
    seen = float(np.mean((first - second) ** 2.0))
    chance = float(np.var(first) + np.var(second) + (np.mean(first) - np.mean(second)) ** 2)
    return 1 - seen / chance if chance > 0 else math.nan


def or_zero(value: float) -> float:
    """Return the figure, or 0 if it is unknown."""
    return 0.0 if math.isnan(value) else value


def _ranks(scores: Scores | Places) -> Scores:
    """Return mean ranks. For each resample, because scipy's own function takes five times as long on short lists."""
    place = cast("Places", scores) if scores.dtype.kind == "i" else places_of(cast("Scores", scores))
    counts = np.bincount(place)
    ends = np.cumsum(counts)
    return np.asarray((ends - (counts - 1) / 2)[place], dtype=np.float64)


def _pearson(one: Scores, other: Scores) -> float:
    first, second = one - one.mean(), other - other.mean()
    size = math.sqrt(float(first @ first) * float(second @ second))
    return float(first @ second) / size if size > 0 else math.nan
