"""``VirtualCalls``: the calls of one round in virtual time, in place of threads and a network."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Final, cast

import simpy
from reward_runtime.judge.call import NO_REPLY, CallFailure, Prompt, Reply

from rft.plan.simulation.processor import Line
from rft.plan.simulation.service import Service

__all__ = ["VirtualCalls"]

TICK: Final = 1e-6
"""Shortest wait, so that time goes on."""
_SLOW: Final = CallFailure("slow", NO_REPLY, "no reply within the timeout")


class VirtualCalls:
    """See ``reward_runtime.judge.asking.calls.Calls``. ``next`` never waits: the simulation has waited before."""

    def __init__(self, clock: simpy.Environment, service: Service, processor: Line, seconds: float) -> None:
        """Take the clock, the judge, and the processor with the seconds of a core that a call takes there."""
        self._clock, self._service, self._processor, self._half = clock, service, processor, seconds / 2
        self._ended: deque[Future[Reply]] = deque()
        self._waiting: simpy.Event | None = None

    def now(self) -> float:
        """See ``Calls``."""
        return self._clock.now

    def start(self, prompt: Prompt, timeout_seconds: float) -> Future[Reply]:
        """See ``Calls``."""
        call: Future[Reply] = Future()
        given_up = self._clock.now + timeout_seconds
        self._after_work(lambda: self._arrived(call, prompt, given_up))
        return call

    def next(self, timeout_seconds: float) -> Future[Reply] | None:
        """See ``Calls``."""
        return self._ended.popleft() if self._ended else None

    def cancel(self) -> None:
        """See ``Calls``. Calls under way reach their end, and nobody waits for them."""

    def ended_within(self, seconds: float) -> simpy.Event:
        """Return the event that a call has ended, or that the seconds have passed."""
        waiting = self._clock.event()
        if self._ended:
            waiting.succeed()
        else:
            self._waiting = waiting
            self._after(max(seconds, TICK), lambda: _rouse(waiting))
        return waiting

    def _after_work(self, then: Callable[[], None]) -> None:
        now = self._clock.now
        self._after(self._processor.done(now, self._half) - now, then)

    def _after(self, seconds: float, then: Callable[[], None]) -> None:
        # simpy leaves the type of an event's callbacks open.
        event = cast("Any", self._clock.timeout(seconds))

        def came(_: object) -> None:
            then()

        event.callbacks.append(came)

    def _arrived(self, call: Future[Reply], prompt: Prompt, given_up: float) -> None:
        """Let the service decide at the time at which the call reaches it."""
        seconds, result = self._service.ask(prompt, self._clock.now)
        left = max(0.0, given_up - self._clock.now)
        end = result if seconds <= left else _SLOW
        self._after(min(seconds, left), lambda: self._after_work(lambda: self._delivered(call, end)))

    def _delivered(self, call: Future[Reply], end: CallFailure | Reply) -> None:
        if isinstance(end, CallFailure):
            call.set_exception(end)
        else:
            call.set_result(end)
        self._ended.append(call)
        if self._waiting is not None:
            _rouse(self._waiting)


def _rouse(waiting: simpy.Event) -> None:
    if not waiting.triggered:
        waiting.succeed()
