"""A token bucket: what may be taken now, at a rate a minute."""

from __future__ import annotations

import time
from collections.abc import Callable


class Bucket:
    """Starts full; refills evenly. A rate of 0 is no limit."""

    def __init__(self, per_minute: float, size: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Take the rate, the most it holds, and a clock in seconds."""
        self._rate = per_minute / 60.0
        self._size = size
        self._clock = clock
        self._held = size
        self._at = clock()

    def holds(self, amount: float) -> bool:
        """Whether ``amount`` may be taken now. More than the bucket's size may be once it is full."""
        if not self._rate:
            return True
        now = self._clock()
        self._held = min(self._size, self._held + (now - self._at) * self._rate)
        self._at = now
        return self._held >= min(amount, self._size)

    def take(self, amount: float) -> None:
        """Take ``amount``, or give it back where it is negative."""
        self._held -= amount
