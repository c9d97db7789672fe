"""The printed sum of the log agrees with the pipeline's own lines; small calls that log everything are warned of."""

import io
from contextlib import redirect_stdout
from typing import Any

import pytest
from reward_runtime import names
from reward_runtime.pipeline import Pipeline

from compiler.capacity.bill import bill
from compiler.capacity.log_volume import LAMBDA, LogVolume, log_findings
from compiler.experiment.experiment import Experiment
from tests.lambda_src.events import row
from tests.shipped import shipped

RIGHT = "<|begin_of_solution|>\\boxed{positive}<|end_of_solution|>"


def experiment(**fields: Any) -> Experiment:
    return Experiment.model_validate({"name": "one", "reward": "r", "description": "d", **fields})


def written(samples: int, calls: int = 1, **more: str) -> float:
    """Return the bytes that the pipeline writes for each of some calls, each sample with a prompt of its own."""
    pipeline = Pipeline.from_environment({names.ENV_REWARD: "sentiment", names.ENV_EXPERIMENT: "sentiment", **more})
    out = io.StringIO()
    with redirect_stdout(out):
        for call in range(calls):
            ids = [f"{call}-{number}" for number in range(samples)]
            batch = [row(each, RIGHT) for each in ids]
            for each, sample in zip(ids, batch, strict=True):
                sample["messages"][0]["content"] = f"prompt {each}"
            pipeline(batch, {})
    return len(out.getvalue()) / calls


@pytest.mark.parametrize("samples", [1, 8, 64, 101, 300])
def test_the_sum_of_a_call_is_what_the_pipeline_writes(samples: int) -> None:
    assert LogVolume(samples).bytes_a_call - LAMBDA == pytest.approx(written(samples), rel=0.15)


def test_the_sum_with_a_share_is_what_the_pipeline_writes_of_many_calls() -> None:
    whole, share = (written(1, 600, **more) for more in ({}, {names.ENV_LOG_SHARE: "0.3"}))
    expected = LogVolume(1, 0.3, calls_a_line=100).bytes_a_call

    assert share == pytest.approx(expected, rel=0.25)
    assert share < whole / 2


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, 0),
        ({"job": {"batch_size": 4}}, 0),
        ({"job": {"batch_size": 3}}, 1),
        ({"job": {"batch_size": 1}, "log_share": 1.0}, 0),
        ({"job": {"batch_size": 1}, "log_share": 0.05}, 0),
    ],
)
def test_small_calls_are_warned_of_unless_the_file_says_how_much_is_logged(fields: dict[str, Any], found: int) -> None:
    assert [each.code for each in log_findings(experiment(**fields))] == ["log-volume"] * found


def test_the_warning_gives_the_dollars_of_a_day_before_and_after() -> None:
    (found,) = log_findings(experiment(job={"batch_size": 1, "concurrency": 100}))

    assert found.text == (
        "log_share: got none with job.batch_size 1: a call logs 2.1 KB, at HyperPod's 400 calls a second 36 USD a day, "
        "expected a share of the prompts; set log_share: 0.05, which makes it 2 USD, or 1.0 to log everything"
    )
    assert not found.impossible


def test_traces_are_in_the_sum_if_they_are_on() -> None:
    assert "traces 0.25 USD" in str(LogVolume.of(experiment(tracing=True, job={"batch_size": 1})))
    assert "traces" not in str(LogVolume.of(experiment()))


def test_the_bill_names_a_month_of_watching_and_a_million_samples() -> None:
    assert bill(shipped("sentiment")) == (
        "metrics, alarms, dashboard 13.20 USD a month; a million samples, 64 a call: logs 0.64 GB, 0.32 USD, requests "
        "to Lambda 0.00 USD"
    )
