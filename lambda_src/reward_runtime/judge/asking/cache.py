"""Verdicts that were won, kept across the invocations of one environment, so that a retry asks only for the rest."""

from collections import OrderedDict
from threading import Lock
from typing import Final, Generic, TypeVar

__all__ = ["VerdictCache"]

V = TypeVar("V")

MOST_VERDICTS: Final = 4096
"""64 batches of 64; at about 1 KB a verdict 4 MB."""


class VerdictCache(Generic[V]):
    """The verdicts used last. Temperature 0 and a key that covers judge and prompt make one as good as a new one."""

    def __init__(self, most: int = MOST_VERDICTS) -> None:
        """Hold at most ``most`` verdicts, 1 or more."""
        self._most = most
        self._verdicts: OrderedDict[bytes, V] = OrderedDict()
        self._lock = Lock()

    def get(self, key: bytes) -> V | None:
        """Return the verdict, or ``None`` where there is none."""
        with self._lock:
            if key in self._verdicts:
                self._verdicts.move_to_end(key)
            return self._verdicts.get(key)

    def put(self, key: bytes, verdict: V) -> None:
        """Keep the verdict; the one unused for longest goes."""
        with self._lock:
            self._verdicts[key] = verdict
            self._verdicts.move_to_end(key)
            if len(self._verdicts) > self._most:
                self._verdicts.popitem(last=False)

    def __len__(self) -> int:
        return len(self._verdicts)
