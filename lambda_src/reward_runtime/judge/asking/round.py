"""``Round``: ask distinct questions until each has a verdict or a ``NoVerdict``, or time is up.

One thread makes all decisions. It waits in one place, for the next call to end or for the next action that is due. So
only the head of the queue waits for the pacer, and nothing here needs a lock.
"""

import heapq
import math
from collections.abc import Callable, Iterator, Sequence
from typing import Final, Generic, TypeVar

from reward_runtime.errors import JudgeRefusedError
from reward_runtime.judge.asking.attempt import Attempt, Attempts
from reward_runtime.judge.asking.calls import Calls
from reward_runtime.judge.asking.question import Question
from reward_runtime.judge.asking.state import JudgeState
from reward_runtime.judge.asking.stats import JudgeStats
from reward_runtime.judge.asking.usage import believable
from reward_runtime.judge.call import NO_REPLY, UNREADY, CallFailure, NoVerdict, Reply, Unreadable
from reward_runtime.judge.settings import JudgeSettings

__all__ = ["Round"]

V = TypeVar("V")

LEAST_SECONDS: Final = 0.2
"""With less time left than this, a call is not worth its tokens."""
LONGEST_WAIT_SECONDS: Final = 60.0
"""Longest single wait if no action is due."""


class Round(Generic[V]):
    """Runs once."""

    def __init__(
        self, calls: Calls, state: JudgeState, settings: JudgeSettings, ends: float, stats: JudgeStats
    ) -> None:
        """Take the calls, the judge's state, the limits, the deadline by the clock of ``calls``, and the counts."""
        self.results: dict[bytes, V | NoVerdict] = {}
        """By key. Complete once ``waits`` has ended; if it raises, the verdicts that came before."""
        self._calls, self._state, self._settings, self._ends, self._stats = calls, state, settings, ends, stats
        self._open: dict[bytes, Question[V]] = {}
        self._waiting: list[tuple[float, int, Question[V]]] = []
        self._attempts: Attempts[V] = Attempts(calls)
        self._kept: Callable[[bytes], V | None] = lambda _: None
        self._queued = 0

    def waits(
        self, questions: Sequence[Question[V]], kept: Callable[[bytes], V | None] = lambda _: None
    ) -> Iterator[float]:
        """Ask questions of distinct keys, and those that follow from them, until the iterator ends.

        Before each wait it yields the most seconds of it, and then waits itself. So a caller with a clock of its own,
        such as a simulation, can let many rounds wait at the same time.

        ``kept`` returns the verdict on a key that is known already.
        Raises ``JudgeRefusedError`` at the first failure of kind ``operator``.
        """
        self._kept = kept
        self._ask(questions, 0.0)
        try:
            while self._open and (seconds := self._act()) is not None:
                yield seconds
                self._wait(seconds)
        finally:
            self._attempts.cancel()
        for key, question in self._open.items():
            self.results[key] = NoVerdict("deadline", NO_REPLY if question.under_way else question.code)

    def _act(self) -> float | None:
        """Take the actions that are due. Return the most seconds to wait; ``None`` if nothing can happen in time."""
        now, ends = self._calls.now(), self._ends
        for attempt in self._attempts.overdue(now):
            self._failed(attempt, CallFailure("slow", NO_REPLY, "no reply in time"), now)
        due = min(self._send(now), self._hedge(now), self._attempts.next_overdue())
        if now >= ends or (not self._attempts and due >= ends):
            return None
        return max(0.0, min(due, ends, now + LONGEST_WAIT_SECONDS) - now)

    def _wait(self, seconds: float) -> None:
        """Wait for the next call to end, and take its result."""
        ended = self._attempts.ended(seconds)
        if ended is not None:
            attempt, call = ended
            try:
                reply = call.result()
            except CallFailure as failure:
                self._failed(attempt, failure, self._calls.now())
            else:
                self._replied(attempt, reply, self._calls.now())

    def _send(self, now: float) -> float:
        """Send as many as pace and concurrency allow. Return when to try again; infinite if a call must end first."""
        while self._waiting and len(self._attempts) < self._settings.concurrency:
            ready, _, question = self._waiting[0]
            if ready > now:
                return ready
            if self._ends - now < LEAST_SECONDS:
                return math.inf
            tokens = self._state.tokens.of(question.prompt)
            wait = 0.0 if question.why == "resend" else self._state.pacer.take(now, tokens)
            if wait:
                return now + wait
            heapq.heappop(self._waiting)
            self._stats.retries += question.why == "retry"
            self._state.hedges.earn()
            self._start(question, now, tokens)
        return math.inf

    def _hedge(self, now: float) -> float:
        """Send slow calls a second time if nothing else waits to be sent. Return when to try again."""
        state = self._state
        if not self._settings.hedge or self._waiting or state.pacer.binds(now):
            return math.inf
        p95 = state.latencies.p95(len(self._attempts))
        alone = [attempt for attempt in self._attempts if attempt.question.under_way == 1]
        due = [(max(attempt.sent + p95, attempt.question.no_hedge_before), attempt) for attempt in alone]
        for at, attempt in due:
            if at > now or self._ends - now < LEAST_SECONDS:
                continue
            if not state.hedges.spend() or state.pacer.take(now, attempt.tokens):
                return math.inf
            self._stats.hedges += 1
            self._start(attempt.question, now, attempt.tokens)
        return min((at for at, _ in due if at > now), default=math.inf)

    def _ask(self, questions: Sequence[Question[V]], ready: float) -> None:
        """Queue the questions that are new. A kept verdict is a result at once, and others may follow from it."""
        for question in questions:
            if question.key in self.results or question.key in self._open:
                continue
            verdict = self._kept(question.key)
            if verdict is None:
                self._open[question.key] = question
                self._queue(question, ready)
            else:
                self.results[question.key] = verdict
                self._ask(question.follow(verdict), ready)

    def _queue(self, question: Question[V], ready: float) -> None:
        self._queued += 1
        heapq.heappush(self._waiting, (ready, self._queued, question))

    def _start(self, question: Question[V], now: float, tokens: float) -> None:
        timeout = min(self._state.latencies.timeout(), self._ends - now)
        self._attempts.start(question, now, timeout, tokens)
        self._stats.calls += 1

    def _failed(self, attempt: Attempt[V], failure: CallFailure, now: float) -> None:
        if failure.kind == "operator":
            raise JudgeRefusedError(str(failure))
        if failure.kind == "throttled":
            self._stats.throttles += 1
            if failure.code != UNREADY:
                self._state.pacer.throttled(now)
        age, question = now - attempt.sent, attempt.question
        if failure.code == NO_REPLY:
            # Without these, the timeout would never grow to fit a judge that has become slower than it.
            self._state.latencies.add(age)
        step = question.failed(failure, age, self._state.chance())
        if question.under_way:
            question.no_hedge_before = math.inf if isinstance(step, NoVerdict) else now + step
        else:
            self._next(question, step, now)

    def _replied(self, attempt: Attempt[V], reply: Reply, now: float) -> None:
        question, state, stats = attempt.question, self._state, self._stats
        reply = believable(reply, question.prompt)
        state.latencies.add(now - attempt.sent)
        state.pacer.succeeded(now)
        state.pacer.settle(reply.input_tokens + reply.output_tokens - attempt.tokens)
        state.tokens.learn(question.prompt, reply)
        stats.latencies_ms.append(round((now - attempt.sent) * 1000, 3))
        stats.input_tokens += reply.input_tokens
        stats.output_tokens += reply.output_tokens
        try:
            verdict = question.read(reply)
        except Unreadable as fault:
            stats.unreadable += 1
            # Ask again now, even if an older call hangs. A hedge that was sent later already is that second asking.
            self._give_up(question, now, attempt.sent)
            self._next(question, question.misread(fault), now)
        else:
            self._close(question, verdict, now)

    def _next(self, question: Question[V], step: float | NoVerdict, now: float) -> None:
        if isinstance(step, NoVerdict):
            self._close(question, step, now)
        elif not question.under_way:
            self._queue(question, now + step)

    def _close(self, question: Question[V], result: V | NoVerdict, now: float) -> None:
        """Record the result of a question, and stop waiting for its other calls."""
        self.results[question.key] = result
        del self._open[question.key]
        self._give_up(question, now)
        self._ask(question.follow(result), now)

    def _give_up(self, question: Question[V], now: float, sent_before: float = math.inf) -> None:
        for attempt in self._attempts.give_up(question, sent_before):
            # Only slow calls are hedged: without their ages, the slow end of the latencies would wear away.
            self._state.latencies.add(now - attempt.sent)
