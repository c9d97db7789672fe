"""``Figures``: the figures from a judge's answers and people's ratings of one dimension."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from rft.calibrate.drawn import Drawn
from rft.calibrate.judges.asking import Answers
from rft.calibrate.labels.labels import Labelled
from rft.calibrate.statistics.agreement import Scores, or_zero, spearman
from rft.calibrate.statistics.ceiling import raters_of
from rft.calibrate.statistics.reliability import Bin, brier, calibration_error, reliability
from rft.calibrate.statistics.resample import TIMES, Estimate
from rft.calibrate.steadiness import changed, pair, shift, steady

__all__ = ["Figures", "figures", "people_of"]

GOOD: Final = 0.5
"""Mean rating from which on people find a response good."""
_SAME: Final = 1e-9
_FEWEST: Final = 2
"""Scores, so that there is an order."""


@dataclass(frozen=True)
class Figures:
    """One judge on one dimension. An unknown figure is NaN."""

    labels: int
    lost: int
    """Responses without a score."""
    spearman: Estimate
    kendall: Estimate
    kappa: Estimate
    """Quadratically weighted, on the levels of the judge's scale."""
    ceiling: Estimate
    """Spearman of one person with the others."""
    ceiling_kappa: Estimate
    in_pairs: bool
    """Whether two people rated each response, so that the ceiling is raised: see ``Raters.raised``."""
    share: Estimate
    """Of the ceiling that is reached, in Spearman."""
    baseline: str
    """The trivial judge that agrees best with people."""
    gain: Estimate
    """Spearman above that judge's."""
    length: Estimate
    """Rank correlation with the response's length, people's own preference taken out."""
    people_length: float
    """People's own rank correlation with length."""
    bins: Sequence[Bin]
    calibration_error: float
    brier: float
    steady: float
    """Share of the variance that stays if the judge is asked again."""
    changed_again: float
    changed_order: float
    """Share of responses with another score."""
    shift_order: Estimate
    shift_filler: Estimate
    """Mean change of the score."""
    levels: int
    """Of the scale."""
    used: Mapping[float, int]
    """Score -> responses."""
    entropy: float
    """Of the used levels, 0..1: 1 if all are used alike."""
    groups: int
    """Prompts with several responses that people do not find equally good."""
    told_apart: float
    """Share of these groups in which the judge's scores differ."""


def people_of(responses: Sequence[Labelled], dimension: str) -> list[int]:
    """Return the places of the responses with ratings of a dimension."""
    return [at for at, each in enumerate(responses) if dimension in each.ratings]


def figures(
    dimension: str,
    responses: Sequence[Labelled],
    answers: Answers,
    trivial: Mapping[str, Answers],
    levels: int,
    times: int = TIMES,
) -> Figures:
    """Return the figures of a judge.

    Args:
        dimension: the judged dimension.
        responses: those that people rated.
        answers: the judge's.
        trivial: those of the judges that it is compared with.
        levels: of its scale.
        times: resamples for the intervals.
    """
    rated, said = people_of(responses, dimension), np.array(answers.first.scores[dimension])
    places = [at for at in rated if not math.isnan(said[at])]
    if len(places) < _FEWEST:
        return _unknown(len(places), len(rated) - len(places), levels)
    known = [responses[at] for at in places]
    ratings = [each.ratings[dimension] for each in known]
    people, judge = np.array([float(np.mean(each)) for each in ratings]), said[places]
    lengths = np.array([float(each.length) for each in known])
    others = {name: np.nan_to_num(np.array(each.first.scores[dimension])[places]) for name, each in trivial.items()}
    baseline = max(others, key=lambda name: or_zero(spearman(others[name], people)))
    raters = raters_of(ratings)
    drawn = Drawn(people, judge, others[baseline], lengths, raters, levels)
    values = drawn.intervals([each.group for each in known], times)
    good = (people >= GOOD).astype(float)
    bins = reliability(judge, good)
    used = Counter(round(float(each), 6) for each in judge)
    groups, apart = _groups(known, people, judge)
    return Figures(
        labels=len(known),
        lost=len(rated) - len(known),
        baseline=baseline,
        in_pairs=raters.pairs,
        people_length=spearman(people, lengths),
        bins=bins,
        calibration_error=calibration_error(bins),
        brier=brier(judge, good),
        steady=steady(judge, np.array(answers.again.scores[dimension])[places]),
        changed_again=changed(judge, np.array(answers.again.scores[dimension])[places]),
        changed_order=changed(*pair(answers, "turned", dimension)),
        shift_order=shift(*pair(answers, "turned", dimension)),
        shift_filler=shift(*pair(answers, "filled", dimension)),
        levels=levels,
        used=dict(sorted(used.items())),
        entropy=_entropy(used, levels),
        groups=groups,
        told_apart=apart / groups if groups else math.nan,
        **values,
    )


def _unknown(labels: int, lost: int, levels: int) -> Figures:
    """Return the figures of a judge that gave no scores to speak of: they say how many are lost, and nothing else."""
    none, nan = Estimate(math.nan, math.nan, math.nan), math.nan
    estimates = dict.fromkeys(("spearman", "kendall", "kappa", "ceiling", "ceiling_kappa", "share", "gain"), none)
    estimates |= dict.fromkeys(("length", "shift_order", "shift_filler"), none)
    floats = dict.fromkeys(
        ("people_length", "calibration_error", "brier", "steady", "changed_again", "changed_order", "entropy"), nan
    )
    return Figures(
        labels=labels,
        lost=lost,
        baseline="none",
        in_pairs=False,
        bins=[],
        levels=levels,
        used={},
        groups=0,
        told_apart=nan,
        **estimates,
        **floats,
    )


def _entropy(used: Counter[float], levels: int) -> float:
    total = used.total()
    return -sum(n / total * math.log(n / total) for n in used.values()) / math.log(levels) + 0.0


def _groups(known: Sequence[Labelled], people: Scores, judge: Scores) -> tuple[int, int]:
    members: dict[int, list[int]] = {}
    for at, each in enumerate(known):
        members.setdefault(each.group, []).append(at)
    differing = [at for at in members.values() if len(at) > 1 and float(np.ptp(people[at])) > _SAME]
    return len(differing), sum(float(np.ptp(judge[at])) > _SAME for at in differing)
