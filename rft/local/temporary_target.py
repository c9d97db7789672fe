"""A local target for as long as a block runs."""

from collections.abc import Generator
from contextlib import contextmanager

from rft.local import target
from rft.local.target import LocalTarget
from rft.steps import Steps


@contextmanager
def temporary_target(steps: Steps) -> Generator[LocalTarget]:
    """The running target; ended again however the block ends, unless it ran before."""
    was_running = target.is_running()
    try:
        with steps.step("start the local target"):
            running = target.up()
        yield running
    finally:
        if not was_running:
            _end(steps)


def _end(steps: Steps) -> None:
    try:
        with steps.step("end the local target"):
            target.down()
    except (OSError, SystemExit):  # stderr is gone, as after a hang-up: the step broke before its block ran
        target.down()
        raise
