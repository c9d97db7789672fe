"""The time an invocation may take is Lambda's, and running out of it costs nothing but that invocation."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.runtime.emulator import emulated, packaged
from tests.runtime.rows import RIGHT, row

TIMEOUT = 3
"""Seconds of an invocation that ends by it; a new environment starts within them, even on a busy machine."""
ENOUGH = 30
"""Seconds of an invocation that no machine uses up."""

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
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Mapping[str, str]]:
    """A function that sleeps at the word ``slow``; its reward is the share of 100 s that is left."""
    task = tmp_path_factory.mktemp("slow")
    compiled = packaged(task)
    (task / "rewards" / "sentiment.py").write_text(PLANTED)
    return task, compiled.environment


def test_the_deadline_is_lambda_s_less_the_margin(planted: tuple[Path, Mapping[str, str]], tmp_path: Path) -> None:
    with emulated(planted[0], tmp_path / "log", planted[1], timeout=ENOUGH) as function:
        left = function.invoke([row(RIGHT)])[0]["aggregate_reward_score"] * 100
    assert 0 < left <= ENOUGH - 1.5


def test_a_slow_reward_is_ended_by_the_timeout_and_the_next_invocation_is_answered(
    planted: tuple[Path, Mapping[str, str]], tmp_path: Path
) -> None:
    with emulated(planted[0], tmp_path / "log", planted[1], timeout=TIMEOUT) as function:
        assert f"Task timed out after {TIMEOUT}.00 seconds" in str(function.invoke([row("slow")]))
        assert function.invoke([row(RIGHT, "after")])[0]["id"] == "after"
