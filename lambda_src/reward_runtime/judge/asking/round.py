"""One round of asking: distinct questions -> calls -> a verdict or a loss for each, before a time.

One thread decides everything, and waits at one place: for the next call to end, or for the next thing that is due.
So the head of the queue is the only waiter on the pacer, and nothing here needs a lock.
"""

import heapq
import math
from collections.abc import Sequence
from typing import Final, Generic, NamedTuple, TypeVar

from reward_runtime.errors import JudgeRefusedError
from reward_runtime.judge.asking.attempt import Attempt, Attempts
from reward_runtime.judge.asking.calls import Line
from reward_runtime.judge.asking.question import Again, Question
from reward_runtime.judge.asking.state import Experience
from reward_runtime.judge.asking.stats import Tally
from reward_runtime.judge.call import NO_REPLY, UNREADY, Ask, CallFailure, Lost, Reply, Unreadable

__all__ = ["Limits", "Round"]

V = TypeVar("V")

LEAST_SECONDS: Final = 0.2
"""Left of the time, below which a call is not worth its tokens."""
LONGEST_WAIT_SECONDS: Final = 60.0
"""At one stretch, where nothing is due."""


class Limits(NamedTuple):
    """What bounds a round."""

    ends: float
    """Seconds of the line's clock."""
    concurrency: int
    hedge: bool


class Round(Generic[V]):
    """Asks once and is done with."""

    def __init__(self, line: Line, experience: Experience, limits: Limits, tally: Tally) -> None:
        """Take whom to ask, what is known of them, when to stop, and what to count in."""
        self.answers: dict[bytes, V | Lost] = {}
        """By key; complete once ``run`` has returned, and what was won by then where it raises."""
        self._line, self._experience, self._limits, self._tally = line, experience, limits, tally
        self._open: dict[bytes, Question[V]] = {}
        self._waiting: list[tuple[float, int, Question[V]]] = []
        self._attempts: Attempts[V] = Attempts(line.calls())
        self._queued = 0

    def run(self, asks: Sequence[Ask[V]]) -> None:
        """Answer asks of distinct keys; ``JudgeRefusedError`` at the first failure that is the operator's."""
        for ask in asks:
            self._open[ask.key] = Question(ask)
            self._queue(self._open[ask.key], 0.0)
        try:
            while self._open and self._step():
                pass
        finally:
            self._attempts.cancel()
        for key, question in self._open.items():
            self.answers[key] = Lost("deadline", NO_REPLY if question.under_way else question.code)

    def _step(self) -> bool:
        """Do what is due and wait for what is next; False when nothing more can happen in time."""
        now, ends = self._line.now(), self._limits.ends
        for attempt in self._attempts.overdue(now):
            self._failed(attempt, CallFailure("slow", NO_REPLY, "no reply in time"), now)
        due = min(self._send(now), self._hedge(now), self._attempts.next_overdue())
        if now >= ends or (not self._attempts and due >= ends):
            return False
        ended = self._attempts.ended(max(0.0, min(due, ends, now + LONGEST_WAIT_SECONDS) - now))
        if ended is not None:
            attempt, outcome = ended
            try:
                reply = outcome.result()
            except CallFailure as failure:
                self._failed(attempt, failure, self._line.now())
            else:
                self._replied(attempt, reply, self._line.now())
        return True

    def _send(self, now: float) -> float:
        """Send what may go; return when to come back, infinite where only a call's end helps."""
        while self._waiting and len(self._attempts) < self._limits.concurrency:
            ready, _, question = self._waiting[0]
            if ready > now:
                return ready
            if self._limits.ends - now < LEAST_SECONDS:
                return math.inf
            tokens = self._experience.tokens.of(question.ask.prompt)
            wait = 0.0 if question.why == "resend" else self._experience.pacer.take(now, tokens)
            if wait:
                return now + wait
            heapq.heappop(self._waiting)
            self._tally.retries += question.why == "retry"
            self._experience.hedges.earn()
            self._start(question, now, tokens)
        return math.inf

    def _hedge(self, now: float) -> float:
        """Send slow calls once more where nothing else wants to be sent; return when to come back."""
        experience = self._experience
        if not self._limits.hedge or self._waiting or experience.pacer.binds(now):
            return math.inf
        p95 = experience.latencies.p95(len(self._attempts))
        alone = [attempt for attempt in self._attempts if attempt.question.under_way == 1]
        due = [(max(attempt.sent + p95, attempt.question.rests_until), attempt) for attempt in alone]
        for at, attempt in due:
            if at > now or self._limits.ends - now < LEAST_SECONDS:
                continue
            if not experience.hedges.spend() or experience.pacer.take(now, attempt.tokens):
                return math.inf
            self._tally.hedges += 1
            self._start(attempt.question, now, attempt.tokens)
        return min((at for at, _ in due if at > now), default=math.inf)

    def _queue(self, question: Question[V], ready: float) -> None:
        self._queued += 1
        heapq.heappush(self._waiting, (ready, self._queued, question))

    def _start(self, question: Question[V], now: float, tokens: float) -> None:
        timeout = min(self._experience.latencies.timeout(), self._limits.ends - now)
        self._attempts.start(question, now, timeout, tokens)
        self._tally.calls += 1

    def _failed(self, attempt: Attempt[V], failure: CallFailure, now: float) -> None:
        if failure.kind == "operator":
            raise JudgeRefusedError(str(failure))
        if failure.kind == "throttled":
            self._tally.throttles += 1
            if failure.code != UNREADY:
                self._experience.pacer.throttled(now)
        age, question = now - attempt.sent, attempt.question
        if failure.code == NO_REPLY:
            # Without these, a judge that becomes slower than the timeout would never be waited for.
            self._experience.latencies.add(age)
        step = question.failed(failure, age, self._experience.chance())
        if question.under_way:
            question.rests_until = math.inf if isinstance(step, Lost) else now + step.seconds
        else:
            self._next(question, step, now)

    def _replied(self, attempt: Attempt[V], reply: Reply, now: float) -> None:
        question, experience, tally = attempt.question, self._experience, self._tally
        experience.latencies.add(now - attempt.sent)
        experience.pacer.succeeded(now)
        experience.pacer.settle(reply.input_tokens + reply.output_tokens - attempt.tokens)
        experience.tokens.learn(question.ask.prompt, reply)
        tally.latencies_ms.append(round((now - attempt.sent) * 1000, 3))
        tally.input_tokens += reply.input_tokens
        tally.output_tokens += reply.output_tokens
        try:
            verdict = question.ask.read(reply)
        except Unreadable as fault:
            tally.unreadable += 1
            # Asked again now, whatever hangs; a twin that was sent later is that asking.
            self._give_up(question, now, attempt.sent)
            self._next(question, question.misread(fault), now)
        else:
            self._close(question, verdict, now)

    def _next(self, question: Question[V], step: Again | Lost, now: float) -> None:
        if isinstance(step, Lost):
            self._close(question, step, now)
        elif not question.under_way:
            question.why = step.why
            self._queue(question, now + step.seconds)

    def _close(self, question: Question[V], answer: V | Lost, now: float) -> None:
        """Settle a question; a slower twin of the call that settled it is no longer waited for."""
        self.answers[question.ask.key] = answer
        del self._open[question.ask.key]
        self._give_up(question, now)

    def _give_up(self, question: Question[V], now: float, sent_before: float = math.inf) -> None:
        for attempt in self._attempts.twins(question, sent_before):
            # Only slow calls have twins: without their ages the slow end of the replies would wear away.
            self._experience.latencies.add(now - attempt.sent)
