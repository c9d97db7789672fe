"""The counts of an invocation become fields and metrics of the registry, and nothing else."""

import json

import pytest
from reward_runtime import names
from reward_runtime.errors import JudgeError
from reward_runtime.judge.asking.stats import JudgeStats
from reward_runtime.pipeline import Pipeline
from reward_runtime.samples import parse_samples
from reward_runtime.telemetry.judge import judge_fields, judge_values
from reward_runtime.telemetry.telemetry import Batch

STATS = JudgeStats(
    asked=5,
    lost=2,
    calls=9,
    throttles=2,
    unreadable=1,
    input_tokens=700,
    output_tokens=90,
    latencies_ms=[400.0, 612.5],
    probes=3,
    false_positives=1,
)


def test_the_values_are_those_of_every_metric_that_needs_a_judge() -> None:
    values = judge_values(STATS)

    assert set(values) == {metric for metric in names.METRICS.values() if metric.needs == "judge"}
    assert values[names.Metrics.JUDGE_FAILED] == [1, 1, 0, 0, 0]
    assert values[names.Metrics.JUDGE_FALSE_POSITIVE] == [1, 0, 0]
    assert values[names.Metrics.JUDGE_MILLIS] == [400.0, 612.5]


def test_the_fields_are_the_registrys() -> None:
    fields = {field.name: value for field, value in judge_fields(STATS).items()}

    # The line itself says how many it stands for.
    assert ["stands_for", *fields] == list(names.JUDGE_FIELDS)
    assert (fields["asked"], fields["lost"], fields["throttles"], fields["probes"]) == (5, 2, 2, 3)


def test_lost_verdicts_are_counted_where_the_invocation_then_fails(
    pipeline: Pipeline, capsys: pytest.CaptureFixture[str]
) -> None:
    pipeline.telemetry.failure(JudgeError("no verdict"), Batch("r-1", judge_stats=STATS))

    failure, judge, metric = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (failure["event"], failure["fault"]) == ("failure", "infrastructure")
    assert (judge["event"], judge["lost"]) == ("judge", 2)
    assert metric["JudgeFailed"] == [1, 1, 0, 0, 0]
    assert metric["OperatorFault"] == [0]


@pytest.mark.parametrize(("policy", "there"), [("neutral:0.5:0.1", True), ("raise", False)])
def test_the_fallback_is_a_metric_only_where_the_policy_can_give_it(
    capsys: pytest.CaptureFixture[str], policy: str, there: bool
) -> None:
    made = Pipeline.from_environment({names.ENV_REWARD: "sentiment", names.ENV_ON_FAILURE: policy})
    samples = parse_samples([{"id": "a", "messages": []}])

    made.telemetry.batch(samples, [made.reward.score(each) for each in samples], Batch("r", judge_stats=STATS))

    assert ("Fallback" in json.loads(capsys.readouterr().out.splitlines()[-1])) == there
