"""``Figures``: what a judge's answers and people's ratings of one dimension come to."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from rft.calibrate.judges.asking import Answers
from rft.calibrate.labelled import Labelled
from rft.calibrate.statistics.agreement import Scores, kendall, partial, spearman, weighted_kappa
from rft.calibrate.statistics.ceiling import Raters, raters_of
from rft.calibrate.statistics.reliability import Bin, brier, calibration_error, reliability
from rft.calibrate.statistics.resample import TIMES, Estimate, Places, estimate, resamples

__all__ = ["Figures", "figures", "people_of"]

GOOD: Final = 0.5
"""Mean rating from which on people find a response good."""
_SAME: Final = 1e-9
_FEW: Final = 100
_NONE: Final = Estimate(math.nan, math.nan, math.nan)


@dataclass(frozen=True)
class Figures:
    """One judge on one dimension. Whatever cannot be told is NaN."""

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
        responses: what people rated.
        answers: the judge's.
        trivial: those of the judges that it is compared with.
        levels: of its scale.
        times: resamples for the intervals.
    """
    rated, said = people_of(responses, dimension), np.array(answers.first.scores[dimension])
    places = [at for at in rated if not math.isnan(said[at])]
    known = [responses[at] for at in places]
    ratings = [each.ratings[dimension] for each in known]
    people, judge = np.array([float(np.mean(each)) for each in ratings]), said[places]
    lengths = np.array([float(each.length) for each in known])
    others = {name: np.nan_to_num(np.array(each.first.scores[dimension])[places]) for name, each in trivial.items()}
    baseline = max(others, key=lambda name: _or_zero(spearman(others[name], people)))
    drawn = _Drawn(people, judge, others[baseline], lengths, raters_of(ratings), levels)
    values = drawn.intervals([each.group for each in known], times)
    good = (people >= GOOD).astype(float)
    bins = reliability(judge, good)
    used = Counter(round(float(each), 6) for each in judge)
    groups, apart = _groups(known, people, judge)
    return Figures(
        labels=len(known),
        lost=len(rated) - len(known),
        baseline=baseline,
        people_length=spearman(people, lengths),
        bins=bins,
        calibration_error=calibration_error(bins),
        brier=brier(judge, good),
        steady=_steady(judge, np.array(answers.again.scores[dimension])[places]),
        changed_again=_changed(judge, np.array(answers.again.scores[dimension])[places]),
        changed_order=_changed(*_pair(answers, "turned", dimension)),
        shift_order=_shift(*_pair(answers, "turned", dimension)),
        shift_filler=_shift(*_pair(answers, "filled", dimension)),
        levels=levels,
        used=dict(sorted(used.items())),
        entropy=_entropy(used, levels),
        groups=groups,
        told_apart=apart / groups if groups else math.nan,
        **values,
    )


@dataclass(frozen=True)
class _Drawn:
    """The figures that have an interval, for all responses or for a resample of them."""

    people: Scores
    judge: Scores
    baseline: Scores
    lengths: Scores
    raters: Raters
    levels: int

    def intervals(self, groups: Sequence[int], times: int) -> dict[str, Estimate]:
        everything = np.arange(len(self.people))
        # Of the ceiling, one draw of raters is noise, so its value is the mean of many.
        draws = [self._at(at, chance) for at, chance in resamples(groups, times)]
        whole = self._at(everything, np.random.default_rng(0))
        for name in ("ceiling", "ceiling_kappa"):
            alone = [self._ceiling(everything, np.random.default_rng(seed))[name] for seed in range(20)]
            whole[name] = float(np.mean(alone))
        whole["share"] = whole["spearman"] / whole["ceiling"]
        found = {name: estimate(value, [each[name] for each in draws]) for name, value in whole.items()}
        # It takes long, and its interval decides nothing.
        few = [kendall(self.judge[at], self.people[at]) for at, _ in resamples(groups, _FEW)]
        return found | {"kendall": estimate(kendall(self.judge, self.people), few)}

    def _at(self, at: Places, chance: np.random.Generator) -> dict[str, float]:
        people, judge = self.people[at], self.judge[at]
        order = spearman(judge, people)
        ceiling = self._ceiling(at, chance)
        return {
            "spearman": order,
            "kappa": weighted_kappa(judge, people, self.levels),
            "gain": order - _or_zero(spearman(self.baseline[at], people)),
            "length": partial(judge, self.lengths[at], people),
            "share": order / ceiling["ceiling"],
            **ceiling,
        }

    def _ceiling(self, at: Places, chance: np.random.Generator) -> dict[str, float]:
        if not self.raters.known:
            return {"ceiling": math.nan, "ceiling_kappa": math.nan}
        one, rest = self.raters.at(at).one_and_the_rest(chance)
        return {"ceiling": spearman(one, rest), "ceiling_kappa": weighted_kappa(one, rest, self.levels)}


def _or_zero(value: float) -> float:
    return 0.0 if math.isnan(value) else value


def _pair(answers: Answers, other: str, dimension: str) -> tuple[Scores, Scores]:
    changed = np.array({"turned": answers.turned, "filled": answers.filled}[other].scores[dimension])
    return np.array(answers.first.scores[dimension])[: len(changed)], changed


def _both(one: Scores, other: Scores) -> tuple[Scores, Scores]:
    known = ~(np.isnan(one) | np.isnan(other))
    return one[known], other[known]


def _changed(one: Scores, other: Scores) -> float:
    first, second = _both(one, other)
    return float(np.mean(np.abs(first - second) > _SAME)) if len(first) else math.nan


def _steady(one: Scores, other: Scores) -> float:
    first, second = _both(one, other)
    spread = float(np.var(np.concatenate([first, second]))) if len(first) else 0.0
    return 1 - float(np.mean((first - second) ** 2)) / 2 / spread if spread > 0 else math.nan


def _shift(one: Scores, other: Scores) -> Estimate:
    first, second = _both(one, other)
    if not len(first):
        return _NONE
    gaps = second - first
    return estimate(float(gaps.mean()), [float(gaps[at].mean()) for at, _ in resamples(range(len(gaps)))])


def _entropy(used: Counter[float], levels: int) -> float:
    total = used.total()
    return -sum(n / total * math.log(n / total) for n in used.values()) / math.log(levels) + 0.0


def _groups(known: Sequence[Labelled], people: Scores, judge: Scores) -> tuple[int, int]:
    members: dict[int, list[int]] = {}
    for at, each in enumerate(known):
        members.setdefault(each.group, []).append(at)
    differing = [at for at in members.values() if len(at) > 1 and float(np.ptp(people[at])) > _SAME]
    return len(differing), sum(float(np.ptp(judge[at])) > _SAME for at in differing)
