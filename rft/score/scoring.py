"""Samples -> scores, in the order in which they came. A fault on one sample ends nothing."""

import contextlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from reward_runtime import deadline
from reward_runtime.errors import JudgeRefusedError, RewardError, revealed
from reward_runtime.reward import AnyReward
from reward_runtime.score import Outcome, PendingScore, Score

from rft.failures import CheckFailed
from rft.invoke.rows import BATCH
from rft.score.fault import Fault, author_trace, fault_of
from rft.score.source.lines import BadLine
from rft.score.source.samples import Found

if TYPE_CHECKING:
    # A reward without a judge loads none of the judge's modules.
    from reward_runtime.judge.judging import Judging


@dataclass(frozen=True)
class Scored:
    """One sample and its score."""

    found: Found
    score: Score


Result = Scored | Fault | BadLine
_Started = tuple[Found, Score | PendingScore]


@dataclass(frozen=True)
class _Context:
    """As much of Lambda's context as bounds an invocation."""

    seconds: float

    def get_remaining_time_in_millis(self) -> float:
        return self.seconds * 1000


@dataclass
class Asked:
    """What was asked of the judge, in all."""

    questions: int = 0
    """Distinct questions of each batch."""
    calls: int = 0
    """Requests, successful or not."""
    answered: int = 0
    """Samples that got a score."""
    input_tokens: int = 0
    output_tokens: int = 0


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

    def results(self, found: Iterable[Found | BadLine]) -> Iterator[Result]:
        """Yield one result for each sample and bad line, in order. With a judge, a batch of samples is in memory.

        Raises:
            CheckFailed: the judge's service refuses every question alike, or answers none of the first batch.
        """
        rest = iter(found)
        while part := list(islice(rest, 1 if self.judging is None else self.batch)):
            started = [each if isinstance(each, BadLine) else self._start(each) for each in part]
            finished = self._finished([each for each in started if isinstance(each, tuple)])
            for each in started:
                yield next(finished) if isinstance(each, tuple) else each

    def _start(self, found: Found) -> _Started | Fault:
        # What a reward prints must not end up in the middle of this command's JSON.
        with contextlib.redirect_stdout(sys.stderr), revealed():
            try:
                return found, self.reward.start(found.sample)
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
            yield from (Scored(found, score) for found, score in started if isinstance(score, Score))
            return
        try:
            scores = self._judged(self.judging, [each for _, each in started])
        except JudgeRefusedError as error:
            raise CheckFailed(str(error)) from None
        except RewardError as error:
            if len(started) == 1:
                yield fault_of(started[0][0], error, self.reward)
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
        for (found, _), score, is_lost in zip(started, scores, lost, strict=True):
            yield Fault(found, f"the judge gave no verdict ({score.reason})") if is_lost else Scored(found, score)

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
