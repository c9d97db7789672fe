"""How many slow calls may be sent twice."""

from threading import Lock
from typing import Final

__all__ = ["HedgeBudget"]

SHARE: Final = 0.05
"""Hedges a call: what hedging may cost at most."""
MOST_SAVED: Final = 10.0
"""Hedges that calls without one can save up for a bad minute."""


class HedgeBudget:
    """Each call earns a twentieth of a hedge."""

    def __init__(self) -> None:
        """Start with none."""
        self._saved = 0.0
        self._lock = Lock()

    def earn(self) -> None:
        """Count one call that is no hedge."""
        with self._lock:
            self._saved = min(MOST_SAVED, self._saved + SHARE)

    def spend(self) -> bool:
        """Return whether one hedge may be sent, and count it."""
        with self._lock:
            # A sum of twentieths falls short of 1 by rounding.
            may = self._saved > 1 - 1e-9
            self._saved -= float(may)
            return may
