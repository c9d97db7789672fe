"""The alarms of an experiment: their names, words and metrics, and who is told."""

import dataclasses
import re
from pathlib import Path

import pytest
from pydantic import ValidationError
from reward_runtime import names

from compiler.alarms.alarm_set import AlarmSet, alarm_set
from compiler.alarms.deployment import Deployment
from compiler.alarms.expression.parser import parse
from compiler.alarms.metric_alarm import MetricAlarm, MissingData
from compiler.alarms.settings import AlarmSettings
from compiler.alarms.simulator.metric_maths import evaluate
from compiler.alarms.simulator.rule import parse_rule
from compiler.telemetry.log_metrics import LOG_METRICS
from tests.compiler.alarms.training import DEPLOYMENT

PLATFORM = {
    "AWS/Lambda": {"Throttles", "ConcurrentExecutions"},
    "AWS/Logs": {"EMFParsingErrors", "EMFValidationErrors", "IncomingBytes"},
}
"""Metrics that AWS publishes by itself, each by the metric dimension used here. Sources: Lambda Developer Guide, Types
of metrics for Lambda functions; CloudWatch Logs User Guide, Monitoring with CloudWatch metrics."""
QUERIES = {
    "concurrency",
    "cost",
    "errors-by-code",
    "flat-prompts",
    "judge-canaries",
    "judge-health",
    "metric-lines",
    "outcomes",
    "reward-by-length",
    "reward-distribution",
    "second-judge-gaps",
    "shadow-disagreement",
    "slowest-invocations",
    "timeouts",
    "unscorable-rows",
    "zero-reward-samples",
}
"""Stems of the saved queries that a description tells to open."""
LONE = Deployment("sentiment", "0123abcd", "/nova-reward/sentiment", 60, 512)
"""An experiment without a judge, a shadow or a known limit."""
DOCS = Path(__file__).parents[3] / "docs" / "alarms.md"
LONGEST = "x" * 12 + "-" + "y" * 32
"""The longest label: a stage and an experiment's name."""


@pytest.fixture(scope="module")
def alarms() -> AlarmSet:
    return alarm_set(DEPLOYMENT, AlarmSettings())


EVERYTHING: frozenset[names.Needs] = frozenset({"judge", "fallback", "shadow", "second"})


@pytest.mark.parametrize(("deployment", "has"), [(DEPLOYMENT, EVERYTHING), (LONE, frozenset())])
def test_every_own_metric_is_one_that_the_experiment_emits(deployment: Deployment, has: frozenset[names.Needs]) -> None:
    """An alarm on any other metric would be deployed and never go off."""
    alarms = alarm_set(deployment, AlarmSettings()).metric_alarms
    own = {read.name for alarm in alarms for _, read in alarm.metrics if read.namespace == names.NAMESPACE}
    assert own <= {metric.name for metric in names.emitted_by((), has)}


def test_every_other_metric_is_one_that_aws_publishes_by_that_metric_dimension(alarms: AlarmSet) -> None:
    metric_dimensions = {
        "AWS/Lambda": ["FunctionName"],
        "AWS/Logs": ["LogGroupName"],
        "NovaReward": ["Experiment"],
        "NovaReward/math": [],
    }
    filtered = {"NovaReward/math": {metric.name for metric in LOG_METRICS}}
    for alarm in alarms.metric_alarms:
        for _, metric in alarm.metrics:
            assert metric.namespace == names.NAMESPACE or metric.name in (PLATFORM | filtered)[metric.namespace]
            assert [name for name, _ in metric.metric_dimensions] == metric_dimensions[metric.namespace]


def test_an_alarm_on_one_function_is_of_one_revision_and_says_so_in_its_name(alarms: AlarmSet) -> None:
    """Any other alarm would be blind to a job that still calls the revision before."""
    of_one = {a.full_name for a in alarms.metric_alarms if any(m.namespace == "AWS/Lambda" for _, m in a.metrics)}
    assert of_one == {alarm.full_name for alarm in alarms.of_revision}
    assert of_one == {"nova-reward/math/0123abcd/throttles", "nova-reward/math/0123abcd/concurrency"}
    assert {*alarms.of_revision, *alarms.of_experiment} == set(alarms.metric_alarms)


def test_names_say_the_experiment_and_the_fault(alarms: AlarmSet) -> None:
    assert len({alarm.full_name for alarm in alarms.metric_alarms}) == len(alarms.metric_alarms)
    for alarm in (*alarms.metric_alarms, *alarms.composites):
        assert re.fullmatch(r"nova-reward/math/(0123abcd/)?[a-z]+(-[a-z]+)*", alarm.full_name)


def test_descriptions_say_what_it_means_what_to_do_and_which_query_to_open(alarms: AlarmSet) -> None:
    assert {alarm.query for alarm in alarms.metric_alarms} == QUERIES
    for alarm in alarms.metric_alarms:
        assert alarm.summary.endswith(".")
        assert alarm.runbook.endswith(".")
        assert alarm.description.endswith(f"Saved query: {alarm.query}")


def test_the_longest_label_stays_within_every_limit() -> None:
    alarm_set(dataclasses.replace(DEPLOYMENT, label=LONGEST), AlarmSettings())


def test_of_the_metric_alarms_those_of_a_revision_speak_and_silence_once_a_job_turns_it_on(alarms: AlarmSet) -> None:
    speaking = {alarm.name: alarm.actions_enabled for alarm in alarms.metric_alarms if alarm.notifies}
    assert speaking == {"throttles": True, "concurrency": True, "no-data": False}


def test_each_alarm_that_does_not_speak_is_asked_for_by_one_composite_alarm(alarms: AlarmSet) -> None:
    """A lasting fault of the data or the cost, which nobody mends at once, must not hide a collapse."""
    signal, service = (parse_rule(composite.rule)[1] for composite in alarms.composites)
    assert signal & service == set()
    speaking = {alarm.full_name for alarm in alarms.metric_alarms if alarm.notifies}
    assert {alarm.full_name for alarm in alarms.metric_alarms} - signal - service == speaking
    assert {name.rpartition("/")[2] for name in service} == {
        "cost",
        "errors",
        "fallback",
        "metrics-lost",
        "near-timeout",
        "operator-fault",
        "unscorable-rows",
    }


def test_missing_data_is_a_fault_for_silence_and_holds_only_what_is_heard_behind_the_warm_up(alarms: AlarmSet) -> None:
    """All others must come to rest when a job ends."""
    kinds: dict[str, MissingData] = {alarm.name: alarm.missing for alarm in alarms.metric_alarms}
    assert kinds.pop("no-data") is MissingData.BREACHING
    held = {name for name, missing in kinds.items() if missing is MissingData.IGNORE}
    assert held == {"reward-collapse", "groups-without-spread", "zero-share"}
    assert all(
        f'ALARM("nova-reward/math/{name}")'
        in alarms.composites[0].rule.partition('(ALARM("nova-reward/math/warmed-up") AND ')[2]
        for name in held
    )
    assert {missing for name, missing in kinds.items() if name not in held} == {MissingData.NOT_BREACHING}


def test_alarms_on_what_an_experiment_does_not_have_are_left_out() -> None:
    everything = {alarm.name for alarm in alarm_set(DEPLOYMENT, AlarmSettings()).metric_alarms}
    lone = {alarm.name for alarm in alarm_set(LONE, AlarmSettings()).metric_alarms}
    assert everything - lone == {
        "judge-failures",
        "judge-fooled",
        "judge-too-kind",
        "fallback",
        "shadow-gap",
        "concurrency",
    }


def test_the_fallback_alarm_goes_off_before_the_budget_at_which_the_batch_fails() -> None:
    """At the budget itself no batch is left to count: it would fail instead."""
    (fallback,) = [a for a in alarm_set(DEPLOYMENT, AlarmSettings()).metric_alarms if a.name == "fallback"]
    assert fallback.threshold == pytest.approx(0.005)


def test_the_cost_alarm_adds_up_tokens_logs_and_the_functions_time(alarms: AlarmSet) -> None:
    """1 GB-second is 0.0000133334 USD on arm64, a million invocations 0.20, a GB of logs 0.50 (pricing of AWS)."""
    (cost,) = [alarm for alarm in alarms.metric_alarms if alarm.name == "cost"]
    assert {metric.period for _, metric in cost.metrics} == {24 * 3600}
    day = {"scored": (3e9,), "failed": (6e8,), "calls": (5e6,), "logs": (8e9,), "read": (2e8,), "written": (1e7,)}
    day |= {"asked": (4e6,), "replied": (2e5,)}
    (usd,) = evaluate(parse(cost.expression or ""), day)
    assert usd == pytest.approx(
        3.6e6 * 0.5 * 0.0000133334 + 5 * 0.20 + 8 * 0.5 + 200 * 0.3 + 10 * 2.5 + 4 * 3 + 0.2 * 15, rel=1e-3
    )


def test_the_cost_alarm_counts_traces_if_there_are_some() -> None:
    """Of a million calls X-Ray traces 50,000, at 5 USD a million, beside the first of each second."""
    priced: list[float] = []
    for traced in (False, True):
        (cost,) = (
            alarm
            for alarm in alarm_set(dataclasses.replace(DEPLOYMENT, traced=traced), AlarmSettings()).metric_alarms
            if alarm.name == "cost"
        )
        day = dict.fromkeys((id_ for id_, _ in cost.metrics), (0.0,)) | {"calls": (1e6,)}
        priced += [usd for usd in evaluate(parse(cost.expression or ""), day) if usd is not None]
        assert ("logs and traces" in cost.summary) == traced
    assert priced == pytest.approx([0.20, 0.45])


def test_the_cost_alarm_says_when_it_does_not_know_the_judges_price() -> None:
    alarms = alarm_set(dataclasses.replace(DEPLOYMENT, judge_price=None), AlarmSettings())
    (cost,) = [alarm for alarm in alarms.metric_alarms if alarm.name == "cost"]
    assert "function and logs, because no price of a judge is given" in cost.summary
    assert "read" not in (cost.expression or "")


def test_settings_become_thresholds() -> None:
    settings = AlarmSettings(zero_share=0.7, silent_minutes=40, min_samples=512, warm_up_minutes=60)
    found: dict[str, MetricAlarm] = {alarm.name: alarm for alarm in alarm_set(DEPLOYMENT, settings).metric_alarms}
    assert found["zero-share"].threshold == 0.7
    assert (found["no-data"].datapoints, found["no-data"].periods) == (40, 40)
    assert found["reward-collapse"].expression == "IF(n >= 512, p95 - p5)"
    assert found["unscorable-rows"].expression == "IF(n >= 1024, share)"
    assert found["groups-without-spread"].expression == "IF(n >= 64, share)"
    assert found["warmed-up"].period == 3600


@pytest.mark.parametrize("settings", [{"warm_up_minutes": 360, "silent_minutes": 720}, {"min_samples": 100_000}])
def test_the_largest_settings_stay_within_every_limit(settings: dict[str, int]) -> None:
    alarm_set(DEPLOYMENT, AlarmSettings.model_validate(settings))


@pytest.mark.parametrize(
    "settings",
    [{"warm_up_minutes": 32}, {"warm_up_minutes": 365}, {"zero_share": 1.0}, {"email": "nobody"}, {"zero_shares": 0.5}],
)
def test_a_setting_out_of_its_range_is_refused(settings: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        AlarmSettings.model_validate(settings)


def test_the_docs_list_every_alarm_with_its_datapoints(alarms: AlarmSet) -> None:
    text = DOCS.read_text(encoding="utf-8")
    for alarm in alarms.metric_alarms:
        length = "1 day" if alarm.period == 86_400 else f"{alarm.period // 60} min"
        (row,) = [line for line in text.splitlines() if line.startswith(f"| `{alarm.name}` |")]
        assert f"| {alarm.datapoints} of {alarm.periods}, {length} |" in row
