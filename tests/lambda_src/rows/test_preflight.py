"""AWS's dry run sends raw training rows: it is answered in form, and never counted as training."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from reward_runtime import names
from reward_runtime.errors import BadRowError, EventError
from reward_runtime.pipeline import Pipeline
from reward_runtime.rows.preflight import is_dry_run

from tests.lambda_src.pipelines import REWARDS, pipeline_of, read

Lines = Callable[[], list[dict[str, Any]]]
ASK = {"role": "user", "content": "Is it good?"}
ROW: dict[str, Any] = {"id": "a", "messages": [ASK], "reference_answer": "positive"}
CALL = {"role": "assistant", "content": None, "tool_calls": [{"function": {"name": "f", "arguments": "{}"}}]}
WAITING: list[list[dict[str, Any]]] = [
    [ASK, CALL, {"role": "tool", "content": "42"}],
    [ASK, {"role": "assistant", "content": "Which one?"}, ASK],
    [ASK, {"role": "system", "content": "Be kind."}],
    [{"role": "developer", "content": "Be kind."}, ASK, {"role": "developer", "content": "Be brief."}],
]
"""Prompts that wait for a model's turn."""
TOLD: dict[str, Any] = {"id": "a", "messages": [{"role": "system", "content": "Be kind."}, ASK]}
VERL: dict[str, Any] = {"data_source": "s", "prompt": [ASK], "reward_model": {"ground_truth": "positive"}}


def without_id(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != "id"}


def pipeline(**settings: str) -> Pipeline:
    return Pipeline.from_environment({names.ENV_REWARD: "sentiment", **settings})


@pytest.mark.parametrize("on_bad_row", ["floor", "raise"])
@pytest.mark.parametrize(
    "rows", [[VERL], [ROW] * 3, [without_id(ROW)] * 3, [VERL] * 3, [ROW, without_id(ROW)], [TOLD] * 3]
)
def test_raw_rows_are_answered_one_each_and_flagged(rows: list[dict[str, Any]], on_bad_row: str) -> None:
    reply: Any = pipeline(**{names.ENV_ON_BAD_ROW: on_bad_row})(copy.deepcopy(rows), {})
    assert [each["id"] for each in reply] == [row.get("id", f"preflight-{i}") for i, row in enumerate(rows)]
    for each in reply:
        flags = {metric["name"]: metric["value"] for metric in each["metrics_list"]}
        assert (each["aggregate_reward_score"], flags["unscorable"]) == (-1.0, 1.0)


@pytest.mark.parametrize("turns", WAITING)
def test_a_prompt_that_waits_for_the_model_is_raw(turns: list[dict[str, Any]], lines: Lines) -> None:
    pipeline(**{names.ENV_ON_BAD_ROW: "raise"})([{"messages": turns, "reference_answer": "positive"}] * 3, {})
    assert [line["event"] for line in lines()] == ["preflight"]


@pytest.mark.parametrize("reward", REWARDS)
def test_each_shipped_reward_answers_its_own_first_rows(reward: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = pipeline_of(reward)
    if found.judging is not None:
        monkeypatch.setattr(type(found.judging), "scores", lambda *_: pytest.fail("the judge was asked"))
    rows = [without_id(row) for row in read(f"{reward}.jsonl")[:3]]
    reply: Any = found(rows, {})
    assert [each["aggregate_reward_score"] for each in reply] == [found.reward.floor] * 3


def test_an_envelope_is_an_envelope_here_too() -> None:
    reply: Any = pipeline(**{names.ENV_REPLY: "envelope"})([VERL], {})
    assert (reply["statusCode"], "preflight-0" in reply["body"]) == (200, True)


def test_it_leaves_one_line_and_no_metric(lines: Lines) -> None:
    pipeline()([ROW] * 3, {})
    written = lines()
    assert [(line["event"], line["rows"]) for line in written] == [("preflight", 3)]
    assert list(written[0]) == [*names.HEAD_FIELDS, *names.PREFLIGHT_FIELDS]


@pytest.mark.parametrize(
    "rows",
    [
        [ROW, ROW, {**ROW, "messages": [ASK, {"role": "assistant", "content": "positive"}]}],
        [{**ROW, "messages": [ASK, {"role": "assistant", "content": [{"type": "sound", "data": "x"}]}]}] * 3,
        [{**ROW, "messages": [ASK, {"role": "model", "content": "positive"}]}] * 3,
        [{**ROW, "messages": [ASK, {"role": "Assistant", "content": "positive"}]}] * 3,
        [{**ROW, "messages": [ASK, {"role": "model", "content": "positive"}, ASK]}] * 3,
        [{**ROW, "model_response": "positive"}] * 3,
        [{**ROW, "model_response": None}] * 3,
        [{**ROW, "messages": []}] * 3,
        [{**ROW, "messages": [{"role": "system", "content": "Answer."}]}] * 3,
        [{**ROW, "messages": [ASK, CALL]}] * 3,
        [{**ROW, "messages": [ASK, {"role": "assistant", "content": ""}]}] * 3,
        [ROW],
        [ROW] * 2,
        [ROW] * 4,
    ],
)
def test_anything_else_is_training(rows: list[dict[str, Any]], lines: Lines) -> None:
    pipeline()(rows, {})
    assert not [line for line in lines() if line.get("event") == "preflight"]


def test_a_batch_without_ids_is_no_dry_run_if_it_is_larger_than_one() -> None:
    with pytest.raises(EventError, match="got no id"):
        pipeline()([without_id(ROW)] * 4, {})


def test_a_job_that_never_sends_a_response_is_noticed(lines: Lines) -> None:
    """One sample a call, as on HyperPod: these are rows that cannot be scored."""
    with pytest.raises(BadRowError):
        pipeline(**{names.ENV_ON_BAD_ROW: "raise"})([ROW], {})
    assert [line["event"] for line in lines() if "event" in line] == ["failure"]


def test_a_warm_function_answers_every_dry_run() -> None:
    """Whoever checks a function ten times, and then starts a job, is answered each time."""
    called = pipeline(**{names.ENV_ON_BAD_ROW: "raise"})
    for _ in range(20):
        assert called([without_id(ROW)] * 3, {})


def test_an_id_that_json_cannot_carry_is_refused_as_in_training() -> None:
    with pytest.raises(EventError, match="strict JSON"):
        pipeline()([{**ROW, "id": "\ud800"}] * 3, {})


def test_no_rows_are_no_dry_run() -> None:
    assert not is_dry_run([])
