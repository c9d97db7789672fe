"""How long this invocation may still take."""

import time
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

__all__ = ["ends_by", "invocation", "seconds_left"]

MARGIN_SECONDS: Final = 1.5
"""Kept back for telemetry and the reply, so that an invocation fails before the platform ends it."""

_ENDS: ContextVar[float | None] = ContextVar("invocation_ends", default=None)


@contextmanager
def invocation(context: object) -> Generator[None]:
    """Limit the time of the block by Lambda's ``context``, if that has ``get_remaining_time_in_millis``."""
    remaining = getattr(context, "get_remaining_time_in_millis", None)
    left = None if remaining is None else float(remaining()) / 1000 - MARGIN_SECONDS
    token = _ENDS.set(None if left is None else time.monotonic() + left)
    try:
        yield
    finally:
        _ENDS.reset(token)


def seconds_left(at_most: float) -> float:
    """Return the seconds left, clipped to 0..``at_most``; ``at_most`` if nothing bounds the invocation."""
    ends = _ENDS.get()
    return at_most if ends is None else max(0.0, min(at_most, ends - time.monotonic()))


def ends_by(at_most: float) -> float:
    """Return the end as a time of ``time.monotonic``, at most ``at_most`` seconds from now: for other threads' use."""
    return time.monotonic() + seconds_left(at_most)
