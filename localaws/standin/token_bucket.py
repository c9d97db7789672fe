"""``TokenBucket``: limits an amount per minute."""

from __future__ import annotations

import time
from collections.abc import Callable


class TokenBucket:
    """Starts full and refills at an even rate. A rate of 0 means no limit."""

    def __init__(self, per_minute: float, size: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Take the rate, the largest amount that the bucket holds, and a clock in seconds."""
        self._rate = per_minute / 60.0
        self._size = size
        self._clock = clock
        self._held = size
        self._at = clock()

    def holds(self, amount: float) -> bool:
        """Return True if ``amount`` may be taken now. More than the bucket's size may be taken once it is full."""
        if not self._rate:
            return True
        now = self._clock()
        self._held = min(self._size, self._held + (now - self._at) * self._rate)
        self._at = now
        return self._held >= min(amount, self._size)

    def take(self, amount: float) -> None:
        """Take ``amount``; give it back if it is negative."""
        self._held -= amount
