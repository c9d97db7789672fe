"""``Fleet``: the environments that a job calls, and the steps of the job."""

import random
from collections import Counter
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import simpy

from rft.plan.simulation.environment import Attempt, VirtualEnvironment
from rft.plan.simulation.processor import Line
from rft.plan.simulation.service import Service
from rft.plan.simulation.setup import Invocation, Setup

__all__ = ["Fleet", "Step"]

AGAIN_SECONDS: Final = 1.0
"""Wait of the job before it sends a failed batch again; doubled each time."""
PAUSE_SECONDS: Final = 30.0
"""Between two steps the model is trained and the next responses are generated: long enough for a quota to fill."""


@dataclass(frozen=True)
class Step:
    """One step of the job that has ended."""

    seconds: float
    """From its beginning to the last reply."""
    batches: int
    invocations: tuple[float, ...]
    """Seconds of each, failed ones included."""
    calls: int
    """Calls to the judge."""
    throttled: int
    hedges: int
    asked: int
    """Questions answered by the judge's calls."""
    faults: Counter[str]
    """Failed invocations by reason."""
    lost: int
    """Batches that failed every time: a job ends with the first."""


class Fleet:
    """One job. The knowledge of its environments outlives a step."""

    def __init__(self, setup: Setup, seed: int = 0) -> None:
        """Start without an environment."""
        self._setup, self._chance = setup, random.Random(seed)  # noqa: S311 - a simulation
        self._clock = simpy.Environment()
        self._service = Service(setup)
        self._shared = Line(setup.processor.cores) if setup.processor.shared else None
        self._idle: list[VirtualEnvironment] = []
        self.environments = 0
        """Environments started so far."""

    def step(self, work: Sequence[Invocation]) -> Step:
        """Make all the invocations, and return when the last one has replied."""
        clock, begins = self._clock, self._clock.now
        calls, throttled = self._service.calls, self._service.throttled
        places = simpy.Resource(clock, self._setup.concurrency)
        sent = [_Sent() for _ in work]
        running = [clock.process(self._send(places, *each, begins)) for each in zip(work, sent, strict=True)]
        clock.run(clock.all_of(running))
        seconds = clock.now - begins
        attempts = [attempt for each in sent for attempt in each.attempts]
        clock.run(clock.now + PAUSE_SECONDS)
        return Step(
            seconds=seconds,
            batches=len(work),
            invocations=tuple(attempt.seconds for attempt in attempts),
            calls=self._service.calls - calls,
            throttled=self._service.throttled - throttled,
            hedges=sum(attempt.stats.hedges for attempt in attempts),
            asked=sum(len(attempt.stats.latencies_ms) for attempt in attempts),
            faults=Counter(attempt.fault for attempt in attempts if attempt.fault),
            lost=sum(bool(each.attempts[-1].fault) for each in sent),
        )

    def _send(
        self, places: simpy.Resource, work: Invocation, sent: "_Sent", begins: float
    ) -> Generator[simpy.Event, Any, None]:
        """Send one batch until it is scored or given up, as a process of simpy."""
        clock = self._clock
        if work.arrives:
            yield clock.timeout(begins + work.arrives - clock.now)
        place = places.request()
        yield place
        while True:
            environment = self._idle.pop() if self._idle else None
            if environment is None:
                environment = self._started()
                yield clock.timeout(self._setup.cold_seconds)
            sent.attempts.append((yield from environment.invoke(work)))
            self._idle.append(environment)
            if not sent.attempts[-1].fault or len(sent.attempts) >= self._setup.tries:
                break
            yield clock.timeout(AGAIN_SECONDS * 2 ** (len(sent.attempts) - 1))
        places.release(place)

    def _started(self) -> VirtualEnvironment:
        self.environments += 1
        line = self._shared or Line(self._setup.processor.cores)
        chance = random.Random(self._chance.random())  # noqa: S311 - a simulation
        return VirtualEnvironment(self._clock, self._setup, self._service, line, chance)


@dataclass(frozen=True)
class _Sent:
    """The result of one batch."""

    attempts: list[Attempt] = field(default_factory=list[Attempt])
