"""A token bucket: what a quota lets through, with a little saved up for a burst."""

from typing import Final

__all__ = ["Bucket"]

_ROUNDING: Final = 1e-6


class Bucket:
    """Filled at a rate, emptied by calls. Times are seconds of one monotonic clock; not safe across threads."""

    def __init__(self, per_second: float, burst: float, level: float, now: float) -> None:
        """Hold at most ``burst`` and start with ``level``; ``per_second`` is above 0."""
        self.per_second = per_second
        self.level = level
        self._burst = burst
        self._at = now

    def fill(self, now: float) -> None:
        """Bring the level up to ``now``; due before ``per_second`` changes."""
        self.level = min(self._burst, self.level + max(0.0, now - self._at) * self.per_second)
        self._at = max(self._at, now)

    def wait(self, amount: float) -> float:
        """Return the seconds until ``amount`` may be taken, 0 for now.

        More than a burst may be taken once the bucket is full.
        """
        missing = min(amount, self._burst) - self.level
        # A clock that has advanced by exactly the wait leaves a rounding error, which no clock can wait for.
        return missing / self.per_second if missing > _ROUNDING * max(1.0, self._burst) else 0.0

    def take(self, amount: float) -> None:
        """Take ``amount``, below zero where it is more than there is."""
        self.level -= amount
