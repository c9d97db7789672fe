"""Asks one judge about labelled responses, through the same code as a deployed reward."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from reward_runtime.judge.asking.dispatch import Dispatcher
from reward_runtime.judge.call import Prompt, Reply, Transport
from reward_runtime.judge.judge import Judge
from reward_runtime.judge.judging import Judging
from reward_runtime.judge.rubric.counterfactual import MANIPULATED
from reward_runtime.judge.transport.connect import connect
from reward_runtime.reward import AnyReward
from reward_runtime.score import Outcome
from reward_runtime.settings import FailurePolicy

from rft.calibrate.judges.candidate import Candidate
from rft.calibrate.judges.kept_calls import CallStore, KeptCalls
from rft.calibrate.judges.prompt_parts import PADDING, Change, padded, reordered
from rft.calibrate.judges.trivial import Trivial
from rft.calibrate.labels.labels import Labelled
from rft.invoke.rows import BATCH
from rft.score.scoring import Asked, Scored, Scoring

__all__ = ["Answers", "ask", "passes"]

PROBED = 60
"""Responses that are judged in another order, and with filler: enough to see a shift of a tenth of the scale."""


@dataclass(frozen=True)
class Pass:
    """The judge's scores of one pass."""

    scores: Mapping[str, Sequence[float]]
    """By dimension, one for each response; NaN if the judge gave none."""
    asked: Asked
    seconds: Sequence[float]
    """Of each call."""
    new_calls: int
    made: Sequence[float] = ()
    """When its calls were answered, in seconds of the epoch: earlier ones too, if their answers were kept."""


@dataclass(frozen=True)
class Answers:
    """Everything that one judge said."""

    first: Pass
    again: Pass
    """The same once more."""
    turned: Pass
    """The texts in another order; the first ``PROBED`` responses."""
    filled: Pass
    """With filler at the end; the same responses."""


@dataclass
class _Changed:
    inner: Transport
    change: Change

    def ask(self, prompt: Prompt, timeout_seconds: float) -> Reply:
        return self.inner.ask(self.change(prompt), timeout_seconds)

    def open(self, connections: int) -> None:
        self.inner.open(connections)


def passes(responses: Sequence[Labelled], trivial: bool = False) -> int:
    """Return how many responses are judged in all."""
    # A trivial judge says the same again.
    return (1 if trivial else 2) * len(responses) + 2 * min(PROBED, len(responses))


def ask(
    candidate: Candidate,
    reward: AnyReward,
    responses: Sequence[Labelled],
    store: CallStore,
    done: Callable[[], None],
) -> Answers:
    """Ask the judge everything; ``done`` is called after each response.

    Raises:
        CheckFailed: its service refuses every question alike, or answers none.
    """
    few = responses[:PROBED]
    asker = _Asker(candidate, reward, store, done)
    first = asker.judge(responses, 0)
    return Answers(
        first,
        first if candidate.trivial else asker.judge(responses, 1),
        asker.judge(few, 0, reordered),
        asker.judge(few, 0, padded),
    )


@dataclass
class _Asker:
    candidate: Candidate
    reward: AnyReward
    store: CallStore
    done: Callable[[], None]

    def judge(self, responses: Sequence[Labelled], time: int, change: Change | None = None) -> Pass:
        judge, kept = self._judge(time, change)
        judging = Judging(self.reward, judge, FailurePolicy(neutral=self.reward.floor, most=1.0))
        asked, names = Asked(), [dimension.name for dimension in self.reward.judged]
        scoring = Scoring(self.reward, judging, asked, self._batch(), self.candidate.experiment.timeout_seconds)
        scores: dict[str, list[float]] = {name: [] for name in names}
        for result in scoring.results(each.found for each in responses):
            for name in names:
                scores[name].append(_score(result, name) if isinstance(result, Scored) else math.nan)
            self.done()
        if kept is None:
            return Pass(scores, asked, [], 0)
        return Pass(scores, asked, kept.seconds, kept.asked, kept.made)

    def _judge(self, time: int, change: Change | None) -> tuple[Judge, KeptCalls | None]:
        if self.candidate.trivial:
            return Trivial(self.candidate.name, PADDING if change is padded else ""), None
        settings = self.candidate.settings
        kept = KeptCalls(connect(settings), self.store, self.candidate.told(), time)
        transport: Transport = kept if change is None else _Changed(kept, change)
        return Judge(Dispatcher.over(transport, settings, digest=settings.name.encode()), settings), kept

    def _batch(self) -> int:
        if not self.candidate.paid:
            return BATCH
        from rft.score.judge import samples_in_time

        return min(16, samples_in_time(self.reward, self.candidate.experiment))


def _score(result: Scored, name: str) -> float:
    """Return the judge's score; NaN if it would not look at the response. Gates in code are no matter of the judge."""
    judged = result.score.outcome is Outcome.SCORED or result.score.reason == MANIPULATED
    return result.score.dimensions[name] if judged else math.nan
