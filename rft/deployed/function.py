"""``Function``: a deployed function that pays rows. Any fault is a failure and never a score."""

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from reward_runtime.score import Outcome

from rft.failures import CheckFailed
from rft.invoke.answer import MOST_BYTES, Answer, Passing, call
from rft.invoke.callee import Callee
from rft.invoke.invocation import ScoredRow, failure, parse_reply

__all__ = ["Failure", "Function", "Paid"]

_PAUSES: Final = (1.0, 2.0, 4.0)
"""Seconds before a call is made again: a training job tries three times more (AWS's blog on reward functions)."""
_PASSES: Final = frozenset({"JudgeError", "DeadlineError", "InfrastructureError"})
"""Errors that may be over in a moment. Others would come again, so the batch is halved to find their sample."""
_OPERATORS: Final = frozenset(
    {"JudgeRefusedError", "SettingsError", "RewardDefinitionError", "Runtime.ImportModuleError"}
)
"""Errors that no sample is to blame for."""
_ALIKE: Final = 8
"""So many equal failures of single samples, before any was paid, are the function's and not theirs."""
_NEUTRAL: Final = 3
"""So many batches in a row without one verdict, of which the function pays its neutral value, are a judge's that is
down."""


@dataclass(frozen=True)
class Failure:
    """A row without a reward."""

    kind: str
    """The error's type, without text of the row."""
    says: str


@dataclass(frozen=True)
class Paid:
    """A row's place in the reply."""

    row: ScoredRow
    seconds: float
    """Of its call, divided by the rows in it."""


@dataclass
class Function:
    """Calls the function of a callee."""

    callee: Callee
    client: Any
    pause: Callable[[float], None] = time.sleep
    calls: int = 0
    """Made so far, those that failed too."""
    stopped: str = ""
    """Why nothing more is sent; empty while the function works."""
    _paid: int = 0
    _neutral: int = 0
    _alike: dict[str, int] = field(default_factory=dict[str, int])

    @classmethod
    def of(cls, callee: Callee) -> "Function":
        """Return the function of a callee."""
        return cls(callee, callee.client())

    @property
    def batch(self) -> int:
        """Rows in one call: those of the experiment's job."""
        return self.callee.compiled.experiment.job.batch_size

    def pay(self, rows: Sequence[Mapping[str, Any]]) -> list[Paid | Failure]:
        """Return the pay of each row, in order.

        If the function or its judge is down once some rows were paid, nothing more is sent, and the rest are failures.

        Raises:
            CheckFailed: before any row is paid: Lambda does not run the function, the function fails on everything, or
                a job would not accept its reply.
        """
        return [each for at in range(0, len(rows), self.batch) for each in self._batch(rows[at : at + self.batch])]

    def answer(self, event: object) -> Answer:
        """Return the answer to an event; calls that fail for a moment are made again.

        Raises:
            CheckFailed: Lambda does not run the function.
        """
        return self._answer(event, _PASSES)

    def _answer(self, event: object, again: frozenset[str]) -> Answer:
        payload = json.dumps(event).encode()
        for seconds in _PAUSES:
            try:
                answered = self._call(payload)
            except Passing:
                self.pause(seconds)
                continue
            if answered.error is None or answered.error_type not in again:
                return answered
            self.pause(seconds)
        return self._call(payload)

    def _call(self, payload: bytes) -> Answer:
        self.calls += 1
        return call(self.client, self.callee.arn, payload)

    def _batch(self, rows: Sequence[Mapping[str, Any]]) -> list[Paid | Failure]:
        found: list[Paid | Failure] = []
        try:
            # One by one, so that rewards before the function goes down are kept.
            found.extend([] if self.stopped else self._sent(rows, _PASSES))
        except CheckFailed as error:
            if not self._paid:
                raise
            self.stopped = str(error)
        missing = Failure("NotSent", f"not scored: {self.stopped}")
        return [*found, *[missing] * (len(rows) - len(found))]

    def _sent(self, rows: Sequence[Mapping[str, Any]], again: frozenset[str] = frozenset()) -> Iterator[Paid | Failure]:
        """Send rows at once; if that fails, their halves, so that the others are paid. Halves are not sent again."""
        event = [dict(row) for row in rows]
        if len(json.dumps(event).encode()) > MOST_BYTES:
            failed = Failure("TooLarge", f"the event is larger than {MOST_BYTES} bytes, the most that Lambda takes")
        else:
            answered = self._answer(event, again)
            if answered.error is None:
                yield from self._read(rows, answered)
                return
            failed = _failed(answered)
        if failed.kind in _OPERATORS:
            raise CheckFailed(failed.says)
        if len(rows) > 1:
            if again and failed.kind in _PASSES:
                self._probe(rows)
            half = len(rows) // 2
            yield from self._sent(rows[:half])
            yield from self._sent(rows[half:])
            return
        self._count(failed)
        yield failed

    def _probe(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Send three rows, each alone, and raise ``CheckFailed`` if all of them fail as if the judge were down.

        Without it, a judge that is down costs two calls for each row, and each may take as long as the function may.
        """
        failed: list[Failure] = []
        for at in sorted({0, len(rows) // 2, len(rows) - 1}):
            answered = self._answer([dict(rows[at])], frozenset())
            if answered.error is None or _failed(answered).kind not in _PASSES:
                return
            failed.append(_failed(answered))
        raise CheckFailed(
            f"{failed[-1].says} (so ended {len(_PAUSES) + 1} calls with {len(rows)} samples, and calls with one sample "
            f"for {len(failed)} of them); its judge or its service is down: look at it, and run this again"
        )

    def _read(self, rows: Sequence[Mapping[str, Any]], answered: Answer) -> list[Paid | Failure]:
        scores = parse_reply(None, answered.payload)
        if [each.row_id for each in scores] != [str(row["id"]) for row in rows]:
            raise CheckFailed(
                f"reply: got {len(scores)} rows, expected the {len(rows)} that were sent, with their ids, in order"
            )
        neutral = sum(bool(each.flags.get(str(Outcome.FALLBACK))) for each in scores)
        self._paid += len(scores) - neutral
        self._neutral = self._neutral + 1 if scores and neutral == len(scores) else 0
        if self._neutral >= _NEUTRAL:
            raise CheckFailed(
                f"the judge gave no verdict on any sample of {_NEUTRAL} batches in a row, and the function paid its "
                "neutral value, which is no score; look at the judge's service, and run this again"
            )
        return [Paid(each, answered.millis / 1000 / len(rows)) for each in scores]

    def _count(self, failed: Failure) -> None:
        self._alike[failed.says] = self._alike.get(failed.says, 0) + 1
        if not self._paid and self._alike[failed.says] >= _ALIKE:
            raise CheckFailed(f"{failed.says} (it failed so on each of the first {_ALIKE} samples)")


def _failed(answered: Answer) -> Failure:
    error = str(answered.error)
    return Failure(answered.error_type or error, failure(error, answered.said))
