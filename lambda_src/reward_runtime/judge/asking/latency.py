"""How long the judge's replies take: what tells a slow call from a usual one."""

import math
from collections import deque
from threading import Lock
from typing import Final

__all__ = ["Latencies"]

WINDOW: Final = 256
"""Replies remembered: four batches of 64."""
FEWEST: Final = 20
"""Replies below which a 95th percentile is a guess."""
COLD_TIMEOUT_SECONDS: Final = 15.0
LEAST_TIMEOUT_SECONDS: Final = 3.0
TIMEOUT_FACTOR: Final = 4.0


class Latencies:
    """Seconds of the last replies of one environment."""

    def __init__(self) -> None:
        """Start with none."""
        self._last: deque[float] = deque(maxlen=WINDOW)
        self._lock = Lock()

    def add(self, seconds: float) -> None:
        """Remember one reply."""
        with self._lock:
            self._last.append(seconds)

    def p95(self, under_way: int = 0) -> float:
        """Return the 95th percentile, infinite while unknown.

        Each call under way counts as slower than all replies: the first replies of a batch are its fast ones, and
        a percentile of those alone would call most of the others slow.
        """
        with self._lock:
            replies = sorted(self._last)
        count = len(replies) + under_way
        rank = math.ceil(0.95 * count) - 1
        return replies[rank] if count >= FEWEST and rank < len(replies) else math.inf

    def timeout(self) -> float:
        """Return the seconds after which a call is given up: 4 x p95, at least 3; 15 while p95 is unknown."""
        p95 = self.p95()
        return COLD_TIMEOUT_SECONDS if p95 == math.inf else max(LEAST_TIMEOUT_SECONDS, TIMEOUT_FACTOR * p95)
