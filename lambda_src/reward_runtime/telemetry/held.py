"""``HeldMetrics``: values of several calls of one execution environment, written together.

A metric line names each of its metrics, which takes most of the line if it holds the values of one sample.
"""

import math
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from reward_runtime.telemetry.emf import VALUES_A_METRIC
from reward_runtime.telemetry.metrics import Metric

__all__ = ["SECONDS", "Held", "HeldMetrics"]

SECONDS: Final = 5.0
"""How long a value is held. The values of one line are of one such interval."""


class Held(NamedTuple):
    """Values that are due."""

    at: float
    """Time of the first of them, in seconds since 1970."""
    values: Mapping[Metric, Sequence[float]]


class HeldMetrics:
    """The values that an environment has not written yet: fewer than 100 of a metric, of less than 5 seconds.

    Lambda freezes an environment between two calls, so nothing is written then. Values that are held when the calls
    pause are written at the next call, with their own time. They are lost if the environment ends first, and no more
    than these. A call after a pause of 5 seconds is written at once, so a lone call holds nothing.
    """

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        """Take the clock: seconds since 1970."""
        self._clock = clock
        self._values: dict[Metric, list[float]] = {}
        self._since = 0.0
        self._written = -math.inf

    def add(self, values: Mapping[Metric, Sequence[float]], *, at_once: bool = False) -> Sequence[Held]:
        """Add the values of a call; return those that are due, and with ``at_once`` all."""
        now, due = self._clock(), list[Held]()
        if self._values and not 0 <= now - self._since < SECONDS:
            due.append(self._taken())
        if not self._values:
            self._since = now
        for metric, each in values.items():
            self._values.setdefault(metric, []).extend(each)
        longest = max(map(len, self._values.values()), default=0)
        if at_once or longest >= VALUES_A_METRIC or not 0 <= now - self._written < SECONDS:
            self._written = now
            due.append(self._taken())
        return due

    def _taken(self) -> Held:
        taken, self._values = Held(self._since, self._values), {}
        return taken
