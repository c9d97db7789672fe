"""The end of the time: the engine's clock moves on by one, which ends the run that is under way."""

import math
import threading
from collections.abc import Generator
from contextlib import contextmanager

from sandbox.engine import Component

__all__ = ["ended_after"]


@contextmanager
def ended_after(seconds: float, component: Component) -> Generator[None]:
    """End whatever runs in ``component`` when so many seconds have passed within the block."""
    if seconds == math.inf:
        yield
        return
    clock = threading.Timer(seconds, component.engine.increment_epoch)
    clock.daemon = True
    clock.start()
    try:
        yield
    finally:
        clock.cancel()
