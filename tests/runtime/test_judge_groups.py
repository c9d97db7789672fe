"""Four samples a call, and a neutral value for a quarter of a batch: what one sample's fault costs the others."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.runtime.emulator import packaged
from tests.runtime.judged import JudgedFunction, judged, right, unreasoned, wrong
from tests.standin import StandIn, stand_in

NEUTRAL = 0.5


@pytest.fixture(scope="module")
def judge() -> Iterator[StandIn]:
    with stand_in() as running:
        yield running


@pytest.fixture(scope="module")
def function(judge: StandIn, tmp_path_factory: pytest.TempPathFactory) -> Iterator[JudgedFunction]:
    task, log = tmp_path_factory.mktemp("task"), tmp_path_factory.mktemp("log") / "log"
    compiled = packaged(task, "similarity")
    variables = {"REWARD_ON_FAILURE": f"neutral:{NEUTRAL}:0.25"}
    with judged(unreasoned(task), compiled, judge, log, environment=variables, samples_per_call=4) as running:
        yield running


def four(*words: str) -> list[dict[str, Any]]:
    return [right(number) if word == "right" else wrong(number, word) for number, word in enumerate(words)]


def test_four_samples_are_one_call_and_each_gets_its_own_verdict(function: JudgedFunction) -> None:
    done = function.invoke(four("right", "other", "other", "right"))
    assert done.rewards == [0.9, 0.0, 0.0, 0.9]
    assert done.judge["calls"] == 1


def test_verdicts_in_another_order_are_told_apart_by_their_slots(function: JudgedFunction) -> None:
    done = function.invoke(four("right", "other", "right", "right"), faults=[{"fault": "verdict_slots_reversed"}])
    assert done.rewards == [0.9, 0.0, 0.9, 0.9]
    assert done.judge["calls"] == 1


@pytest.mark.parametrize("fault", ["verdict_slot_missing", "verdict_slot_twice", "verdict_slot_extra"])
def test_slots_that_are_not_those_asked_for_are_no_verdict_and_the_halves_are_asked(
    function: JudgedFunction, fault: str
) -> None:
    """Row 17, for several samples: nothing says whose verdict is whose, so none counts."""
    done = function.invoke(four("right", "other", "other", "right"), faults=[{"fault": fault}])
    assert done.rewards == [0.9, 0.0, 0.0, 0.9]
    assert (done.judge["calls"], done.judge["unreadable"], done.judge["lost"]) == (1 + 2 + 4, 1 + 2, 0)


@pytest.mark.parametrize("fault", ["too_long", "context_window_exceeded", "guardrail_intervened", "content_filtered"])
def test_what_the_judge_will_not_read_is_the_doing_of_one_and_of_no_other(function: JudgedFunction, fault: str) -> None:
    """Rows 9 and 15. A call that was too long once cost all of its samples the floor."""
    done = function.invoke(four("right", "target", "right", "right"), faults=[{"fault": fault, "holds": "target"}])
    assert [line["outcome"] for line in done.samples] == ["scored", "no_answer", "scored", "scored"]
    assert done.rewards == [0.9, 0.0, 0.9, 0.9]
    assert (done.judge["calls"], done.judge["lost"]) == (1 + 2 + 2, 0)


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
