"""``VirtualEnvironment``: one execution environment of the function, from its start to the end of the job."""

import random
from collections.abc import Generator, Sequence
from typing import Any, NamedTuple

import simpy
from reward_runtime.deadline import MARGIN_SECONDS
from reward_runtime.errors import JudgeError
from reward_runtime.judge.asking.dispatch import Dispatcher
from reward_runtime.judge.asking.question import Question
from reward_runtime.judge.asking.stats import JudgeStats
from reward_runtime.judge.call import NoVerdict

from rft.plan.simulation.calls import VirtualCalls
from rft.plan.simulation.processor import Line
from rft.plan.simulation.service import Service
from rft.plan.simulation.setup import Invocation, Setup

__all__ = ["Attempt", "VirtualEnvironment"]


class Attempt(NamedTuple):
    """One invocation that has ended."""

    seconds: float
    fault: str
    """Why it failed; empty if it did not."""
    stats: JudgeStats


class VirtualEnvironment:
    """Serves one invocation at a time, and keeps its knowledge about the judge."""

    def __init__(
        self, clock: simpy.Environment, setup: Setup, service: Service, processor: Line, chance: random.Random
    ) -> None:
        """Take the clock, the job's figures, the judge, the processor and the source of chance."""
        self._clock, self._setup, self._service, self._line = clock, setup, service, processor
        self._calls = self._new_calls()
        self._dispatcher = setup.judge and Dispatcher(self._new_calls, setup.judge, chance=chance.random)

    def invoke(self, work: Invocation) -> Generator[simpy.Event, Any, Attempt]:
        """Score a batch, as a process of simpy."""
        started, stats, costs = self._clock.now, JudgeStats(), self._setup.processor
        busy = costs.invocation + costs.sample * work.samples
        yield self._clock.timeout(self._line.done(started, busy) - started)
        fault = ""
        if self._dispatcher is not None and work.questions:
            ends = started + self._setup.seconds - MARGIN_SECONDS
            fault = yield from self._judged(self._dispatcher, work.questions, ends, stats)
        if not fault and self._clock.now - started > self._setup.seconds:
            fault = "timeout"
        return Attempt(self._clock.now - started, fault, stats)

    def _judged(
        self, dispatcher: Dispatcher, questions: Sequence[Question[float]], ends: float, stats: JudgeStats
    ) -> Generator[simpy.Event, Any, str]:
        """Ask, and return why the batch fails; empty if it does not."""
        waits = dispatcher.waits(questions, ends, stats)
        try:
            while True:
                seconds = next(waits)
                yield self._calls.ended_within(seconds)
        except StopIteration as ended:
            lost = sum(isinstance(ended.value[question.key], NoVerdict) for question in questions)
            allowed = lost <= self._setup.most_lost * len(questions)
            return "" if allowed else "verdicts missing"
        except JudgeError:
            return "quota"

    def _new_calls(self) -> VirtualCalls:
        self._calls = VirtualCalls(self._clock, self._service, self._line, self._setup.processor.call)
        return self._calls
