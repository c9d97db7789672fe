"""Attempts under way: for which question, since when, and until when each is waited for."""

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
"""Beyond its own timeout that a call is waited for: a socket's clock starts anew with each byte."""


@dataclass(frozen=True)
class Attempt(Generic[V]):
    """One call for a question."""

    question: Question[V]
    sent: float
    given_up: float
    tokens: float
    """Of the quota, as estimated."""


class Attempts(Generic[V]):
    """Those of one round that are still waited for."""

    def __init__(self, calls: Calls) -> None:
        """Start with none."""
        self._calls = calls
        self._by_number: dict[int, Attempt[V]] = {}

    def __len__(self) -> int:
        return len(self._by_number)

    def __iter__(self) -> Iterator[Attempt[V]]:
        return iter(self._by_number.values())

    def start(self, question: Question[V], now: float, timeout: float, tokens: float) -> None:
        """Send the question."""
        number = self._calls.start(question.ask.prompt, timeout)
        self._by_number[number] = Attempt(question, now, now + timeout + GRACE_SECONDS, tokens)
        question.under_way += 1

    def ended(self, seconds: float) -> tuple[Attempt[V], Future[Reply]] | None:
        """Wait for one to end; ``None`` after ``seconds``, and for one that nobody waits for any more."""
        done = self._calls.next(seconds)
        attempt = None if done is None else self._by_number.pop(done.number, None)
        if done is None or attempt is None:
            return None
        attempt.question.under_way -= 1
        return attempt, done.outcome

    def next_overdue(self) -> float:
        """Return when the next one is to be given up, infinite for never."""
        return min((attempt.given_up for attempt in self), default=math.inf)

    def overdue(self, now: float) -> list[Attempt[V]]:
        """Give up those whose time has come, and return them."""
        return self._forget([number for number, attempt in self._by_number.items() if attempt.given_up <= now])

    def twins(self, question: Question[V], sent_before: float = math.inf) -> list[Attempt[V]]:
        """Give up what is under way for a question, of those sent before a time, and return it."""
        return self._forget(
            [n for n, other in self._by_number.items() if other.question is question and other.sent < sent_before]
        )

    def cancel(self) -> None:
        """See ``Calls``."""
        self._calls.cancel()

    def _forget(self, numbers: list[int]) -> list[Attempt[V]]:
        forgotten = [self._by_number.pop(number) for number in numbers]
        for attempt in forgotten:
            attempt.question.under_way -= 1
        return forgotten
