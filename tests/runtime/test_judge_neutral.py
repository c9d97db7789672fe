"""A neutral value for up to a quarter of a batch: the result of a sample without a verdict, and of its neighbours."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.runtime.emulator import packaged
from tests.runtime.judged import JudgedFunction, judged, right, unreasoned, wrong
from tests.standin import StandIn

NEUTRAL = 0.5


@pytest.fixture(scope="module")
def function(judge: StandIn, tmp_path_factory: pytest.TempPathFactory) -> Iterator[JudgedFunction]:
    task, log = tmp_path_factory.mktemp("task"), tmp_path_factory.mktemp("log") / "log"
    compiled = packaged(task, "similarity")
    variables = {"REWARD_ON_FAILURE": f"neutral:{NEUTRAL}:0.25"}
    with judged(unreasoned(task), compiled, judge, log, environment=variables) as running:
        yield running


def four(*words: str) -> list[dict[str, Any]]:
    return [right(number) if word == "right" else wrong(number, word) for number, word in enumerate(words)]


def test_a_sample_without_a_verdict_gets_the_neutral_value_is_flagged_and_counts_in_no_dimension(
    function: JudgedFunction,
) -> None:
    """Row 19, within the budget."""
    done = function.invoke(
        four("right", "right", "target", "other"), faults=[{"fault": "malformed_tool_use", "holds": "target"}]
    )
    assert done.rewards == [0.9, 0.9, NEUTRAL, 0.0]
    assert done.scored == 3
    assert [line["reason"] for line in done.samples] == ["answered", "answered", "unreadable", "answered"]
    assert done.metric("Fallback") == [0, 0, 1, 0]
    assert done.metric("Dim_similar") == [1.0, 1.0, 0.0]
    assert sorted(done.metric("JudgeFailed")) == [0, 0, 0, 1]


def test_beyond_the_budget_the_invocation_fails(function: JudgedFunction) -> None:
    """Row 19, beyond it."""
    done = function.invoke(
        four("right", "target", "target", "other"), faults=[{"fault": "malformed_tool_use", "holds": "target"}]
    )
    assert done.reply["errorType"] == "JudgeError"
    assert done.reply["errorMessage"].startswith(
        "judge: 2 of 4 samples got no verdict: 2 unreadable (malformed_tool_use); "
    )
    assert done.samples == []
