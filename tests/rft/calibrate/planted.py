"""Planted judges: their answers are made of people's ratings of the tweets, so it is known how good they are."""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from reward_runtime.judge.asking.stats import JudgeStats
from reward_runtime.judge.judging import item_of
from reward_runtime.judge.rubric.rubric import Judged
from reward_runtime.judge.settings import JudgeSettings
from reward_runtime.score import PendingScore

from benchmarks.calibration.mood import MOOD
from compiler.experiment.file import read_experiment
from rft.calibrate.judges.asking import Answers, Pass
from rft.calibrate.judges.candidate import Candidate
from rft.calibrate.judges.trivial import TRIVIAL, Trivial
from rft.calibrate.labels.labels import Labels
from rft.calibrate.labels.reading import labelled
from rft.calibrate.measure import Figures, figures
from rft.calibrate.run import Calibrated, Cost, Measured
from rft.calibrate.verdict import checks
from rft.score.scoring import Asked
from rft.score.source.samples import file_samples

TWEETS = Path(__file__).parents[3] / "benchmarks" / "calibration" / "tweets.jsonl"
EXPERIMENT = read_experiment("similarity")
"""Lends its judge block; the reward is another."""
Scores = Sequence[float]
Noise = Callable[[np.random.Generator], float]


@cache
def tweets() -> Labels:
    return labelled(file_samples(TWEETS, lambda _: None), MOOD, None, (-4.0, 4.0))


def people() -> list[float]:
    return [float(np.mean(each.ratings["mood"])) for each in tweets().responses]


def on_levels(values: Scores) -> list[float]:
    """Round to the nine levels of the rubric."""
    return [round(min(1.0, max(0.0, value)) * 8) / 8 for value in values]


def answers(
    first: Scores, again: Scores | None = None, turned: Scores | None = None, filled: Scores | None = None
) -> Answers:
    few = list(first)[:60]
    passes = (list(first), list(again or first), list(turned or few), list(filled or few))
    return Answers(*(Pass({"mood": each}, Asked(), [0.0], 0) for each in passes))


@cache
def trivial() -> dict[str, Answers]:
    return {name: answers(_marks(name)) for name in TRIVIAL}


def measured(given: Answers) -> Figures:
    return figures("mood", tweets().responses, given, trivial(), 9, 60)


def _marks(name: str) -> list[float]:
    (dimension,) = MOOD.judged
    assert isinstance(dimension.score, Judged)
    marks: list[float] = []
    for each in tweets().responses:
        pending = MOOD.start(each.found.sample)
        assert isinstance(pending, PendingScore)
        (verdict,) = Trivial(name, "").ask([item_of(dimension.score.rubric, pending)], 0.0, JudgeStats())
        assert isinstance(verdict, dict)
        marks.append(verdict["score"])
    return marks


def calibrated() -> list[Calibrated]:
    """A good judge, a poor one, and the trivial ones."""
    chance = np.random.default_rng(1)
    good = answers(on_levels([value + 0.05 * chance.normal() for value in people()]))
    poor = answers(on_levels([value + 0.5 * chance.normal() for value in people()]))
    return [_calibrated(name, given) for name, given in {"good": good, "poor": poor, **trivial()}.items()]


def _calibrated(name: str, given: Answers) -> Calibrated:
    found = measured(given)
    candidate = Candidate(name, EXPERIMENT, JudgeSettings(name), (0.1, 0.2))
    cost = Cost(160, 160, 1000.0, 100.0, 0.12, 20.0, 60.0)
    return Calibrated(candidate, {"mood": Measured(found, checks(found))}, {}, cost, given.first.scores, "mood")
