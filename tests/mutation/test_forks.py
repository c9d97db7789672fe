"""A mutant ends in time, whether it computes or sleeps."""

import time
from collections.abc import Callable

import pytest

from tests.mutation.forks import KILLED, OUT_OF_TIME, in_a_fork


def _computes_on() -> int:
    while True:
        pass


def _sleeps() -> int:
    time.sleep(3600)
    return 0


def _raises() -> int:
    raise ValueError


@pytest.mark.parametrize(
    ("run", "processor", "clock", "code"),
    [
        (lambda: 0, 60, 60, 0),
        (lambda: 7, 60, 60, 7),
        (_raises, 60, 60, KILLED),
        (_computes_on, 0.01, 600, OUT_OF_TIME),
        (_sleeps, 60, 0.01, OUT_OF_TIME),
    ],
)
def test_a_run_has_its_own_exit_code_or_that_of_its_limit(
    run: Callable[[], int], processor: float, clock: float, code: int
) -> None:
    assert in_a_fork(run, processor, clock) == code
