"""The time an invocation may take is Lambda's, and running out of it costs nothing but that invocation."""

from collections.abc import Iterator

import pytest

from tests.runtime.emulator import Emulator, emulated, packaged
from tests.runtime.rows import RIGHT, row

TIMEOUT = 2
"""Seconds; more than the 1.5 that the kit keeps back."""

PLANTED = """
import time
from reward_runtime.answers.free_text import AsIs
from reward_runtime import deadline
from reward_runtime.extract import whole_text
from reward_runtime.reward import Dimension, Reward

def left(sample, answer):
    if "slow" in answer.text:
        time.sleep(30)
    return deadline.seconds_left(100.0) / 100

REWARD = Reward(
    AsIs(),
    extract=whole_text(),
    dimensions=(Dimension("left", score=left),),
)
"""


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    """A function that sleeps at the word ``slow``; its reward is the share of 100 s that is left."""
    task = tmp_path_factory.mktemp("slow")
    compiled = packaged(task)
    (task / "rewards" / "sentiment.py").write_text(PLANTED)
    with emulated(task, tmp_path_factory.mktemp("log") / "log", compiled.environment, timeout=TIMEOUT) as running:
        yield running


def test_the_deadline_is_lambda_s_less_the_margin(slow: Emulator) -> None:
    slow.invoke([row(RIGHT)])
    left = slow.invoke([row(RIGHT)])[0]["aggregate_reward_score"] * 100
    assert 0 < left <= TIMEOUT - 1.5


def test_a_slow_reward_is_ended_by_the_timeout(slow: Emulator) -> None:
    assert "Task timed out after 2.00 seconds" in str(slow.invoke([row("slow")]))


def test_the_invocation_after_a_timeout_is_answered(slow: Emulator) -> None:
    slow.invoke([row("slow")])
    assert slow.invoke([row(RIGHT, "after")])[0]["id"] == "after"
