"""The time limit of one call of a reward, and the error beyond it."""

import signal
import threading
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType
from typing import Final, NoReturn

from compiler.attack.subject import Said

__all__ = ["LONGEST_SECONDS", "DidNotEnd", "NeverEnds", "limited", "within"]

LONGEST_SECONDS: Final = 5.0
"""Most processor time for one response."""
_WAIT_SECONDS: Final = 60.0


class NeverEnds(BaseException):
    """Code of a reward took longer than it may."""


class DidNotEnd(Exception):
    """A reward did not end on a response, so nothing more is tried."""

    def __init__(self, said: Said) -> None:
        """Name the response; it is not part of the message."""
        super().__init__("the reward did not end on a response")
        self.said = said


@contextmanager
def within(processor_seconds: float, seconds: float) -> Generator[None]:
    """Raise ``NeverEnds`` in the block after so much processor time, or so much time of any kind."""
    signal.signal(signal.SIGPROF, _end)
    signal.signal(signal.SIGALRM, _end)
    signal.setitimer(signal.ITIMER_PROF, processor_seconds)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)


@contextmanager
def limited(responses: int = 1) -> Generator[None]:
    """Limit the time of this many responses; unlimited outside of the main thread, which alone gets signals."""
    if threading.current_thread() is threading.main_thread():
        with within(LONGEST_SECONDS * responses, _WAIT_SECONDS * responses):
            yield
    else:
        yield


def _end(_number: int, _frame: FrameType | None) -> NoReturn:
    raise NeverEnds
