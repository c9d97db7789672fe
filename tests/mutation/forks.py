"""Runs a function in a fork with two limits: processor time, and the clock for one that sleeps."""

import os
import signal
from collections.abc import Callable
from typing import Final

__all__ = ["KILLED", "OUT_OF_TIME", "in_a_fork"]

KILLED: Final = 1
OUT_OF_TIME: Final = 36


def in_a_fork(run: Callable[[], int], processor: float, clock: float) -> int:
    """Return the exit code of ``run`` in a fork, ``KILLED`` if it raises, ``OUT_OF_TIME`` after this many seconds.

    ``clock`` has to be the longer one by far, because the clock runs on while others have the processor.
    """
    child = os.fork()
    if child == 0:
        code = KILLED
        try:
            for limit, ended, seconds in (
                (signal.ITIMER_PROF, signal.SIGPROF, processor),
                (signal.ITIMER_REAL, signal.SIGALRM, clock),
            ):
                signal.signal(ended, lambda *_: os._exit(OUT_OF_TIME))
                signal.setitimer(limit, seconds)
            code = run()
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)
