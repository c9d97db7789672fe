"""Attempts under way: the calls that a round still waits for, each with its question and its time limit."""

import math
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from reward_runtime.judge.asking.calls import Calls
from reward_runtime.judge.asking.question import Question
from reward_runtime.judge.call import Reply

__all__ = ["Attempt", "Attempts"]

V = TypeVar("V")

GRACE_SECONDS: Final = 0.5
"""Time that a call may take beyond its timeout, because a socket's clock starts again with each byte."""


@dataclass(frozen=True)
class Attempt(Generic[V]):
    """One call for a question."""

    question: Question[V]
    sent: float
    given_up: float
    """Time from which nobody waits for it."""
    tokens: float
    """Estimated tokens of the quota."""


class Attempts(Generic[V]):
    """The attempts of one round that are still waited for."""

    def __init__(self, calls: Calls) -> None:
        """Start with none."""
        self._calls = calls
        self._by_call: dict[Future[Reply], Attempt[V]] = {}

    def __len__(self) -> int:
        return len(self._by_call)

    def __iter__(self) -> Iterator[Attempt[V]]:
        return iter(self._by_call.values())

    def start(self, question: Question[V], now: float, timeout: float, tokens: float) -> None:
        """Send the question."""
        call = self._calls.start(question.prompt, timeout)
        self._by_call[call] = Attempt(question, now, now + timeout + GRACE_SECONDS, tokens)
        question.under_way += 1

    def ended(self, seconds: float) -> tuple[Attempt[V], Future[Reply]] | None:
        """Wait for one to end. Return ``None`` after ``seconds``, or if the one that ended was given up before."""
        call = self._calls.next(seconds)
        attempt = None if call is None else self._by_call.pop(call, None)
        if call is None or attempt is None:
            return None
        attempt.question.under_way -= 1
        return attempt, call

    def next_overdue(self) -> float:
        """Return the time at which the next one is to be given up; infinite if there is none."""
        return min((attempt.given_up for attempt in self), default=math.inf)

    def overdue(self, now: float) -> list[Attempt[V]]:
        """Give up those whose time has come, and return them."""
        return self._forget([call for call, attempt in self._by_call.items() if attempt.given_up <= now])

    def give_up(self, question: Question[V], sent_before: float = math.inf) -> list[Attempt[V]]:
        """Give up the attempts for a question that were sent before a time, and return them."""
        return self._forget(
            [
                call
                for call, attempt in self._by_call.items()
                if attempt.question is question and attempt.sent < sent_before
            ]
        )

    def cancel(self) -> None:
        """See ``Calls``."""
        self._calls.cancel()

    def _forget(self, calls: list[Future[Reply]]) -> list[Attempt[V]]:
        forgotten = [self._by_call.pop(call) for call in calls]
        for attempt in forgotten:
            attempt.question.under_way -= 1
        return forgotten
