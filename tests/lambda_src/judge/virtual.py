"""A judge in virtual time: a clock that moves only when a round waits, and calls that last as long as a script says."""

import heapq
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from reward_runtime.judge.asking.dispatch import Dispatcher
from reward_runtime.judge.asking.question import Question
from reward_runtime.judge.asking.stats import JudgeStats
from reward_runtime.judge.call import CallFailure, NoVerdict, Prompt, Reply, Tool, Unreadable
from reward_runtime.judge.settings import JudgeSettings

TOOL = Tool("verdict", "How good the response is.", {"type": "object"})
HANGS = 1e9
"""Seconds of a call that never ends."""


@dataclass(frozen=True)
class Step:
    """The end of one call."""

    outcome: str | CallFailure = "good"
    """A failure, or the reply's stop word; ``good`` is a verdict."""
    seconds: float = 0.5
    deaf: bool = False
    """Whether the call outlasts its own timeout, like a reply that trickles in."""


Script = Callable[[str, int, float], Step]
"""Name of the question, number of its earlier calls, the time -> the end of this call."""

THROTTLED = CallFailure("throttled", "ThrottlingException", "slow down")
UNAVAILABLE = CallFailure("unavailable", "ServiceUnavailableException", "busy")


@dataclass
class VirtualLine:
    """The line and its record."""

    script: Script
    at: float = 0.0
    sent: list[tuple[float, str, Prompt]] = field(default_factory=list[tuple[float, str, Prompt]])
    timeouts: list[float] = field(default_factory=list[float])
    times: Counter[str] = field(default_factory=Counter[str])
    cancelled: int = 0
    """Calls that were under way when their round ended."""

    def calls(self) -> "VirtualCalls":
        return VirtualCalls(self)

    def names(self) -> list[str]:
        return [name for _, name, _ in self.sent]


class VirtualCalls:
    def __init__(self, line: VirtualLine) -> None:
        self.line = line
        self.ends: list[tuple[float, int, str | CallFailure, Future[Reply]]] = []
        self.started = 0

    def now(self) -> float:
        return self.line.at

    def start(self, prompt: Prompt, timeout_seconds: float) -> Future[Reply]:
        name = prompt.user
        step = self.line.script(name, self.line.times[name], self.line.at)
        self.line.times[name] += 1
        self.line.sent.append((self.line.at, name, prompt))
        self.line.timeouts.append(timeout_seconds)
        seconds, outcome = step.seconds, step.outcome
        if seconds > timeout_seconds and not step.deaf:
            seconds, outcome = timeout_seconds, CallFailure("slow", "no_reply", "too late")
        call: Future[Reply] = Future()
        heapq.heappush(self.ends, (self.line.at + seconds, self.started, outcome, call))
        self.started += 1
        return call

    def next(self, timeout_seconds: float) -> Future[Reply] | None:
        until = self.line.at + max(timeout_seconds, 1e-6)
        if not self.ends or self.ends[0][0] > until:
            self.line.at = until
            return None
        end, _, outcome, call = heapq.heappop(self.ends)
        self.line.at = max(self.line.at, end)
        if isinstance(outcome, CallFailure):
            call.set_exception(outcome)
        else:
            call.set_result(Reply(outcome, 1.0, "", 30, 5))
        return call

    def cancel(self) -> None:
        self.line.cancelled += len(self.ends)


def always(outcome: str | CallFailure, seconds: float = 0.5) -> Script:
    return lambda name, before, now: Step(outcome, seconds)


def first(outcomes: Sequence[str | CallFailure], seconds: float = 0.5) -> Script:
    """The first calls of each question come to these; the later ones are good."""
    return lambda name, before, now: Step(outcomes[before] if before < len(outcomes) else "good", seconds)


def read(reply: Reply) -> float:
    if reply.stop != "good":
        raise Unreadable(reply.stop)
    assert isinstance(reply.verdict, float)
    return reply.verdict


def asks(count: int) -> list[Question[float]]:
    return [ask(f"q{i}") for i in range(count)]


def ask(name: str) -> Question[float]:
    return Question(name.encode(), Prompt("Grade.", name, TOOL, 100), read)


def half() -> float:
    return 0.5


@dataclass
class Trial:
    """One environment's dispatcher over a virtual line."""

    line: VirtualLine
    dispatcher: Dispatcher

    @classmethod
    def of(cls, script: Script, chance: Callable[[], float] = half, **settings: Any) -> "Trial":
        line = VirtualLine(script)
        quota: dict[str, Any] = {"requests_per_minute": 600_000.0, **settings}
        return cls(line, Dispatcher(line.calls, JudgeSettings("m", **quota), chance=chance))

    def run(self, batch: Sequence[Question[float]], seconds: float = 55.0) -> "Outcome":
        stats, started = JudgeStats(), self.line.at
        answers = self.dispatcher.dispatch(batch, started + seconds, stats)
        return Outcome(answers, stats, self.line.at - started)


@dataclass(frozen=True)
class Outcome:
    answers: list[float | NoVerdict]
    stats: JudgeStats
    seconds: float

    def lost(self) -> Iterator[NoVerdict]:
        return (answer for answer in self.answers if isinstance(answer, NoVerdict))
