"""One JSON line a sample, EMF lines a batch, every name from the registry."""

import json
import re
import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from reward_runtime import names
from reward_runtime.errors import EventError
from reward_runtime.pipeline import Pipeline

from tests.lambda_src.events import row

Lines = Callable[[], list[dict[str, Any]]]
PERFECT = "<|begin_of_solution|>\\boxed{positive}<|end_of_solution|>"
CONTEXT = SimpleNamespace(aws_request_id="r-1")


def emf(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [line for line in lines if "_aws" in line]


def test_a_batch_leaves_a_line_a_sample_with_the_registrys_fields(pipeline: Pipeline, lines: Lines) -> None:
    pipeline([row("a", PERFECT), row("b", ""), {"id": "c"}], CONTEXT)

    samples = [line for line in lines() if line.get("event") == "sample"]
    assert [line["outcome"] for line in samples] == ["scored", "no_answer", "unscorable"]
    for line in samples:
        assert list(line) == [*names.HEAD_FIELDS, *names.SAMPLE_FIELDS, "dim_correct", "dim_well_formed"]
        assert line["request_id"] == "r-1"
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line["timestamp"])


@pytest.mark.parametrize("count", [0, 1, 100, 101, 1000])
def test_metrics_hold_every_sample_once_in_arrays_of_at_most_a_hundred(
    pipeline: Pipeline, lines: Lines, count: int
) -> None:
    pipeline([row(f"s-{i}", PERFECT) for i in range(count)], {})

    metrics = emf(lines())
    assert sum(len(line.get("RewardShare", [])) for line in metrics) == count
    for line in metrics:
        directive = line["_aws"]["CloudWatchMetrics"][0]
        assert directive["Namespace"] == "NovaReward"
        assert directive["Dimensions"] == [["Experiment"]]
        assert line["Experiment"] == "sentiment"
        for metric in directive["Metrics"]:
            assert metric["Unit"] == (names.METRICS.get(metric["Name"]) or names.dimension_metric("")).unit
            assert 1 <= len(line[metric["Name"]]) <= 100


def test_the_share_of_the_range_is_never_negative(pipeline: Pipeline, lines: Lines) -> None:
    pipeline([row("a", PERFECT), row("b", PERFECT, "negative"), row("c", "")], {})

    assert emf(lines())[0]["RewardShare"] == pytest.approx([1.0, 0.2, 0.0])


def test_a_failed_invocation_leaves_its_line_and_its_metric(pipeline: Pipeline, lines: Lines) -> None:
    with pytest.raises(EventError):
        pipeline(None, CONTEXT)

    failure, metric = lines()
    assert tuple(failure) == (*names.HEAD_FIELDS, *names.FAILURE_FIELDS)
    assert (failure["level"], failure["error"], failure["fault"]) == ("ERROR", "EventError", "operator")
    assert metric["OperatorFault"] == [1]


def test_a_long_id_is_cut_in_the_log_and_whole_in_the_reply(pipeline: Pipeline, lines: Lines) -> None:
    long = "x" * 10_000
    reply: Any = pipeline([row(long, PERFECT)], {})

    assert reply[0]["id"] == long
    assert len(lines()[0]["id"]) == 128 + 1 + 12


def test_an_id_that_holds_text_in_a_structure_is_logged_as_its_hash(pipeline: Pipeline, lines: Lines) -> None:
    pipeline([row({"question": "SECRET"}, PERFECT)], {})

    assert re.fullmatch("#[0-9a-f]{12}", lines()[0]["id"])


def test_a_closed_log_pipe_costs_no_reward(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    class Closed:
        def write(self, text: str) -> int:
            raise BrokenPipeError

        def flush(self) -> None: ...

    monkeypatch.setattr(sys, "stdout", Closed())

    assert json.dumps(pipeline([row("a", PERFECT)], {}))
