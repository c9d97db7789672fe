"""``Calibration``: one call of the verb, from its labels to the verdict on each judge."""

import contextlib
import math
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from functools import partial
from pathlib import Path
from typing import Final, cast

import numpy as np
from reward_runtime.judge.rubric.rubric import Judged
from reward_runtime.reward import AnyReward
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from rft.calibrate.judges.asking import Answers, Pass, ask, passes
from rft.calibrate.judges.candidate import STAND_IN, Candidate
from rft.calibrate.judges.deployed import UNASKED_CHECKS, ask_deployed
from rft.calibrate.judges.kept_calls import CallStore
from rft.calibrate.labels.labels import Labelled, Labels
from rft.calibrate.measure import Figures, figures
from rft.calibrate.verdict import Check, Verdict, checks, verdict_of
from rft.repository import ROOT

__all__ = ["Calibrated", "Cost", "Measured", "calibrate_judges", "smallest"]

STORE: Final = ROOT / ".local" / "calibrate" / "calls.sqlite3"


@dataclass(frozen=True)
class Measured:
    """One judge on one dimension."""

    figures: Figures
    checks: Sequence[Check]


@dataclass(frozen=True)
class Cost:
    """The costs of one judge for a judgement."""

    calls: int
    """Of the first pass."""
    new_calls: int
    """Of all passes, without those that were kept from before."""
    input_tokens: float
    """For a thousand responses."""
    output_tokens: float
    dollars: float | None
    """For a thousand responses; ``None`` if the prices are not known."""
    median_ms: float
    slow_ms: float
    """95th percentile."""
    made: tuple[str, str] | None = None
    """Days of the oldest and the newest answer: ``2026-11-28``; ``None`` if nobody was asked, or no day was kept."""


@dataclass(frozen=True)
class Calibrated:
    """One judge."""

    candidate: Candidate
    dimensions: Mapping[str, Measured]
    unlabelled: Mapping[str, str]
    """Judged dimensions without figures -> why: no labels, too few or equal ones."""
    cost: Cost
    scores: Mapping[str, Sequence[float]]
    """Of the first pass, by judged dimension; NaN if the judge gave none."""

    decisive: str = ""
    """Name of the decisive dimension."""

    @property
    def verdict(self) -> Verdict:
        """That of the worst dimension. Without labels for the decisive dimension, if it is judged, it stays open."""
        worst = verdict_of([check for each in self.dimensions.values() for check in each.checks])
        return Verdict.INCONCLUSIVE if worst is Verdict.TRUSTED and self.decisive in self.unlabelled else worst


def calibrate_judges(
    reward: AnyReward,
    labels: Labels,
    judges: Sequence[Candidate],
    bar: bool = True,
    kept: Path = STORE,
) -> list[Calibrated]:
    """Ask every judge and return the figures of each, in the given order.

    Raises:
        CheckFailed: a judge's service refuses every question alike, or answers none.
    """
    answers: dict[str, Answers] = {}
    with _progress(bar) as progress, contextlib.closing(CallStore(kept)) as store:
        for each in judges:
            answers[each.name] = _answers(each, reward, labels.responses, store, progress)
    trivial = {each.name: answers[each.name] for each in judges if each.trivial}
    return [_calibrated(each, reward, labels, answers[each.name], trivial) for each in judges]


def _answers(
    candidate: Candidate, reward: AnyReward, responses: Sequence[Labelled], store: CallStore, progress: Progress
) -> Answers:
    there = candidate.function
    task = progress.add_task(
        candidate.name, total=passes(responses, candidate.trivial) if there is None else len(responses)
    )
    done = partial(progress.advance, task)
    if there is not None:
        return ask_deployed(there, reward, responses, done)
    with _answering(candidate):
        return ask(candidate, reward, responses, store, done)


def smallest(found: Sequence[Calibrated]) -> Calibrated | None:
    """Return the cheapest trusted judge; of those without known prices, the one with the fewest tokens."""
    trusted = [each for each in found if each.verdict is Verdict.TRUSTED]
    return min(trusted, key=lambda each: (each.cost.dollars is None, each.cost.dollars, _tokens(each)), default=None)


def _tokens(found: Calibrated) -> float:
    return found.cost.input_tokens + found.cost.output_tokens


def _calibrated(
    candidate: Candidate, reward: AnyReward, labels: Labels, answers: Answers, trivial: Mapping[str, Answers]
) -> Calibrated:
    measured: dict[str, Measured] = {}
    for name in labels.dimensions:
        found = figures(name, labels.responses, answers, trivial, _levels(reward, name))
        left_out = UNASKED_CHECKS if candidate.function is not None else frozenset[str]()
        measured[name] = Measured(found, [each for each in checks(found) if each.name not in left_out])
    rest = {each.name: labels.lacking(each.name) for each in reward.judged if each.name not in measured}
    cost = _cost(candidate, answers.first, answers, len(labels.responses))
    return Calibrated(candidate, measured, rest, cost, answers.first.scores, reward.decisive)


def _levels(reward: AnyReward, name: str) -> int:
    score = next(each.score for each in reward.judged if each.name == name)
    return len(cast("list[object]", score.rubric.scale.schema["enum"])) if isinstance(score, Judged) else 2


def _cost(candidate: Candidate, first: Pass, answers: Answers, responses: int) -> Cost:
    read, written = (1000 * tokens / responses for tokens in (first.asked.input_tokens, first.asked.output_tokens))
    if candidate.function is not None:
        # A reply tells none.
        read = written = math.nan
    prices = candidate.prices
    every = (answers.first, answers.again, answers.turned, answers.filled)
    millis = 1000 * np.array(first.seconds or [0.0])
    return Cost(
        first.asked.calls,
        sum(each.new_calls for each in every),
        read,
        written,
        None if prices is None else (read * prices[0] + written * prices[1]) / 1e6,
        float(np.median(millis)),
        float(np.percentile(millis, 95)),
        _days([at for each in every for at in each.made]),
    )


def _days(made: Sequence[float]) -> tuple[str, str] | None:
    if not made:
        return None
    first, last = (datetime.fromtimestamp(at, timezone.utc).date().isoformat() for at in (min(made), max(made)))
    return first, last


@contextlib.contextmanager
def _answering(judge: Candidate) -> Generator[None]:
    """Let the stand-in answer for itself, and for nobody else: while it runs, it answers every call of this process."""
    if judge.name != STAND_IN:
        yield
        return
    from rft.score.stand_in import stand_in

    with stand_in(judge.experiment.region):
        yield


@contextlib.contextmanager
def _progress(shown: bool) -> Generator[Progress]:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not (shown and console.is_terminal)) as bar:
        yield bar
