"""A local target that lives as long as a block of code."""

from collections.abc import Generator
from contextlib import contextmanager

from rft.local import target
from rft.local.target import LocalTarget
from rft.steps import Steps


@contextmanager
def temporary_target(steps: Steps) -> Generator[LocalTarget]:
    """Yield the running target, and end it however the block ends. A target that ran before keeps running."""
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
    except (
        OSError,
        SystemExit,
    ):  # stderr is gone, for example after a hang-up, so the step failed before its block ran
        target.down()
        raise
