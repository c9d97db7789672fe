"""Counted work: an answer is too complex by its steps, never by the time, so it is so on every machine."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from reward_runtime.answers.expressions.failures import TooComplex

__all__ = ["MOST_STEPS", "counted", "spend"]

MOST_STEPS: Final = 3_000
"""Steps of reading one text, or of one comparison: tokens looked at, values compared. Of 1,200 cases and 5,300
published references, the most expensive takes 340."""

_LEFT: ContextVar[list[int] | None] = ContextVar("steps_left", default=None)


@contextmanager
def counted() -> Generator[None]:
    """Allow ``MOST_STEPS`` to the code within, however many have been spent outside."""
    token = _LEFT.set([MOST_STEPS])
    try:
        yield
    finally:
        _LEFT.reset(token)


def spend(steps: int = 1) -> None:
    """Count steps; ``TooComplex`` once there are too many."""
    left = _LEFT.get()
    if left is not None:
        left[0] -= steps
        if left[0] < 0:
            raise TooComplex
