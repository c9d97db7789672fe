"""``Function``: a deployed function that pays rows. Whatever goes wrong is a failure and never a score."""

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

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


@dataclass(frozen=True)
class Failure:
    """A row without a reward."""

    kind: str
    """The error's type, which quotes nothing of the row."""
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
    _paid: int = 0
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

        Raises:
            CheckFailed: Lambda does not run the function, the function fails on everything, or a job would not accept
                its reply.
        """
        return [each for at in range(0, len(rows), self.batch) for each in self._sent(rows[at : at + self.batch])]

    def answer(self, event: object) -> Answer:
        """Return the answer to an event; calls that fail for a moment are made again.

        Raises:
            CheckFailed: Lambda does not run the function.
        """
        payload = json.dumps(event).encode()
        for seconds in _PAUSES:
            try:
                answered = self._call(payload)
            except Passing:
                self.pause(seconds)
                continue
            if answered.error is None or answered.error_type not in _PASSES:
                return answered
            self.pause(seconds)
        return self._call(payload)

    def _call(self, payload: bytes) -> Answer:
        self.calls += 1
        return call(self.client, self.callee.arn, payload)

    def _sent(self, rows: Sequence[Mapping[str, Any]]) -> Iterator[Paid | Failure]:
        """Send one batch; if it fails, its halves, so that the others are paid."""
        event = [dict(row) for row in rows]
        if len(json.dumps(event).encode()) > MOST_BYTES:
            failed = Failure("TooLarge", f"the event is larger than {MOST_BYTES} bytes, the most that Lambda takes")
        else:
            answered = self.answer(event)
            if answered.error is None:
                yield from self._read(rows, answered)
                return
            kind = answered.error_type or answered.error
            failed = Failure(kind, failure(answered.error, answered.said))
        if failed.kind in _OPERATORS:
            raise CheckFailed(failed.says)
        if len(rows) > 1:
            half = len(rows) // 2
            yield from self._sent(rows[:half])
            yield from self._sent(rows[half:])
            return
        self._count(failed)
        yield failed

    def _read(self, rows: Sequence[Mapping[str, Any]], answered: Answer) -> list[Paid | Failure]:
        scores = parse_reply(None, answered.payload)
        if [each.row_id for each in scores] != [str(row["id"]) for row in rows]:
            raise CheckFailed(
                f"reply: got {len(scores)} rows, expected the {len(rows)} that were sent, with their ids, in order"
            )
        self._paid += len(scores)
        return [Paid(each, answered.millis / 1000 / len(rows)) for each in scores]

    def _count(self, failed: Failure) -> None:
        self._alike[failed.says] = self._alike.get(failed.says, 0) + 1
        if not self._paid and self._alike[failed.says] >= _ALIKE:
            raise CheckFailed(f"{failed.says} (it failed so on each of the first {_ALIKE} samples)")
