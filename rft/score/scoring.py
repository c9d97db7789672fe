"""Samples -> scores, in the order in which they came. A fault on one sample ends nothing."""

import contextlib
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from reward_runtime import deadline
from reward_runtime.errors import JudgeRefusedError, RewardError, revealed
from reward_runtime.reward import AnyReward
from reward_runtime.score import Outcome, PendingScore, Score

from rft.failures import CheckFailed
from rft.invoke.rows import BATCH
from rft.score.fault import Fault, author_trace, fault_of
from rft.score.kept import Kept
from rft.score.source.lines import BadLine
from rft.score.source.samples import Found

if TYPE_CHECKING:
    # A reward without a judge loads none of the judge's modules.
    from reward_runtime.judge.judging import Judging

    from rft.score.heard import Heard


@dataclass(frozen=True)
class Scored:
    """One sample and its score."""

    found: Found
    score: Score
    seconds: float = 0.0
    """Of the reward's code and, if a model judged, of its slowest call."""
    said: Mapping[str, str] = field(default_factory=dict[str, str])
    """The judge's reasons, by dimension."""


Result = Scored | Fault | BadLine


class _Started(NamedTuple):
    found: Found
    score: Score | PendingScore
    seconds: float


@dataclass(frozen=True)
class _Context:
    """As much of Lambda's context as bounds an invocation."""

    seconds: float

    def get_remaining_time_in_millis(self) -> float:
        return self.seconds * 1000


@dataclass
class Asked:
    """All questions to the judge."""

    questions: int = 0
    """Distinct questions of each batch."""
    calls: int = 0
    """Requests, successful or not."""
    answered: int = 0
    """Samples that got a score."""
    input_tokens: int = 0
    output_tokens: int = 0
    kept: int = 0
    """Samples that an earlier run has scored."""
    invocations: int = 0
    """Calls of the deployed function, failed ones too; 0 if this process scored."""


@dataclass(frozen=True)
class Scoring:
    """Scores samples as the deployed function does, without its log lines."""

    reward: AnyReward
    judging: "Judging | None" = None
    """Scores the judged dimensions; ``None`` if there are none."""
    asked: Asked = field(default_factory=Asked)
    batch: int = BATCH
    """Samples that the judge is asked about at once."""
    seconds: float = 60.0
    """Time for a batch, as the deployed function has it."""
    heard: "Heard | None" = None
    """Remembers the judge's words, if they are wanted."""
    kept: Kept | None = None
    """Results of an earlier run."""

    def results(self, found: Iterable[Found | BadLine]) -> Iterator[Result]:
        """Yield one result for each sample and bad line, in order. With a judge, a batch of samples is in memory.

        Raises:
            CheckFailed: the judge's service refuses every question alike, or answers none of the first batch.
        """
        rest = iter(found)
        while part := list(islice(rest, 1 if self.judging is None else self.batch)):
            started = [each if isinstance(each, BadLine) else self._start(each) for each in part]
            finished = self._finished([each for each in started if isinstance(each, _Started)])
            for each in started:
                yield self._keep(next(finished)) if isinstance(each, _Started) else each
            if self.kept is not None and self.judging is not None:
                self.kept.commit()

    def _keep(self, result: Scored | Fault) -> Scored | Fault:
        if self.kept is not None and isinstance(result, Scored):
            self.kept.put(result.found, result.score, result.seconds, dict(result.said))
        return result

    def _start(self, found: Found) -> _Started | Scored | Fault:
        kept = None if self.kept is None else self.kept.get(found)
        return self._begin(found) if kept is None else Scored(found, *kept)

    def _begin(self, found: Found) -> _Started | Fault:
        began = time.perf_counter()
        # Output of a reward must not end up in the middle of this command's JSON.
        with contextlib.redirect_stdout(sys.stderr), revealed():
            try:
                return _Started(found, self.reward.start(found.sample), time.perf_counter() - began)
            except RewardError as error:
                return fault_of(found, error, self.reward)
            except SystemExit as error:
                says = f"code of the reward ended the process (SystemExit: {error.code})"
                return Fault(found, says, author_trace(error))
            except KeyboardInterrupt as error:
                # A scorer that does not end is looked for in this way.
                print(f"interrupted at {found.response_at} in\n{author_trace(error)}", file=sys.stderr)
                raise

    def _finished(self, started: Sequence[_Started]) -> Iterator[Scored | Fault]:
        if self.judging is None:
            yield from (Scored(found, score, took) for found, score, took in started if isinstance(score, Score))
            return
        try:
            scores = self._judged(self.judging, [each.score for each in started])
        except JudgeRefusedError as error:
            raise CheckFailed(str(error)) from None
        except RewardError as error:
            if len(started) == 1:
                yield fault_of(started[0].found, error, self.reward)
            else:
                # One sample is at fault. The verdicts are kept, so nothing is asked twice.
                for each in started:
                    yield from self._finished([each])
            return
        lost = [score.outcome is Outcome.FALLBACK for score in scores]
        if not self.asked.answered and any(lost) and all(lost):
            raise CheckFailed(
                f"judge: it answered none of {len(lost)} questions ({scores[0].reason}); look at its service"
            )
        self.asked.answered += len(lost) - sum(lost)
        for each, score, is_lost in zip(started, scores, lost, strict=True):
            if is_lost:
                yield Fault(each.found, f"the judge gave no verdict ({score.reason})")
            else:
                slowest, said = self._words(each.score)
                yield Scored(each.found, score, each.seconds + slowest, said)

    def _words(self, score: Score | PendingScore) -> tuple[float, Mapping[str, str]]:
        """Return the seconds of the slowest call about a sample, and the judge's reasons."""
        if self.heard is None or isinstance(score, Score):
            return 0.0, {}
        from reward_runtime.judge.judging import item_of
        from reward_runtime.judge.rubric.rubric import Judged

        words = {
            dimension.name: self.heard.of(item_of(dimension.score.rubric, score))
            for dimension in self.reward.judged
            if isinstance(dimension.score, Judged)
        }
        known = {name: word for name, word in words.items() if word is not None}
        slowest = max((word.seconds for word in known.values()), default=0.0)
        return slowest, {name: word.reason for name, word in known.items() if word.reason}

    def _judged(self, judging: "Judging", started: Sequence[Score | PendingScore]) -> list[Score]:
        stats = judging.new_stats()
        try:
            with deadline.invocation(_Context(self.seconds)):
                return judging.scores(started, stats)
        finally:
            self.asked.questions += stats.asked
            self.asked.calls += stats.calls
            self.asked.input_tokens += stats.input_tokens
            self.asked.output_tokens += stats.output_tokens
