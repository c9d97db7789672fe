"""A local target for as long as a block runs."""

import signal
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType

from rft import target
from rft.steps import Steps
from rft.target import Target


@contextmanager
def temporary_target(steps: Steps) -> Generator[Target]:
    """The running target; ended again however the block ends, a SIGTERM included, unless it ran before."""
    previous = signal.signal(signal.SIGTERM, _end)
    was_running = target.is_running()
    try:
        with steps.step("start the local target"):
            running = target.up()
        yield running
    finally:
        if not was_running:
            with steps.step("end the local target"):
                target.down()
        signal.signal(signal.SIGTERM, previous)


def _end(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)
