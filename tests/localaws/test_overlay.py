"""The overlay: CloudFormation takes a reward's alarms and queries, and log lines become metrics."""

from __future__ import annotations

import json
import time
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime.telemetry.emf import metric_lines
from reward_runtime.telemetry.metrics import Metric, Metrics, dimension_metric

from localaws.overlay.embedded_metrics import values_of  # noqa: TID251 - the overlay is under test
from localaws.overlay.hooks import missing  # noqa: TID251
from tests.localaws.functions import aws_client

if TYPE_CHECKING:
    from tests.localaws.command import Local

GROUP = "/nova-reward/probe"
DIMENSIONS = [{"Name": "Experiment", "Value": "probe"}]
MATHS: dict[str, Any] = {
    "AlarmName": "probe-share",
    "ComparisonOperator": "GreaterThanThreshold",
    "Threshold": 0.9,
    "EvaluationPeriods": 3,
    "DatapointsToAlarm": 2,
    "Metrics": [
        {
            "Id": "share",
            "ReturnData": False,
            "MetricStat": {
                "Metric": {"Namespace": "NovaReward", "MetricName": "AtFloor", "Dimensions": DIMENSIONS},
                "Period": 300,
                "Stat": "Average",
            },
        },
        {"Id": "watched", "Expression": "IF(share >= 0, share)", "ReturnData": True},
    ],
}
PLAIN: dict[str, Any] = {
    "AlarmName": "probe-throttles",
    "Namespace": "AWS/Lambda",
    "MetricName": "Throttles",
    "Statistic": "Sum",
    "Period": 60,
    "ComparisonOperator": "GreaterThanThreshold",
    "Threshold": 0,
    "EvaluationPeriods": 1,
}
TEMPLATE: dict[str, Any] = {
    "Resources": {
        "Share": {"Type": "AWS::CloudWatch::Alarm", "Properties": MATHS},
        "Throttles": {"Type": "AWS::CloudWatch::Alarm", "Properties": PLAIN},
        "Bad": {
            "Type": "AWS::CloudWatch::CompositeAlarm",
            "DependsOn": ["Share", "Throttles"],
            "Properties": {"AlarmName": "probe-bad", "AlarmRule": 'ALARM("probe-share") OR ALARM("probe-throttles")'},
        },
        "Query": {
            "Type": "AWS::Logs::QueryDefinition",
            "Properties": {"Name": "nova-reward/probe/all", "QueryString": "limit 1", "LogGroupNames": [GROUP]},
        },
    }
}


def until(stacks: Any, event: str) -> None:
    stacks.get_waiter(event).wait(StackName="probe", WaiterConfig={"Delay": 0.1, "MaxAttempts": 1200})


def names_of(alarms: Any) -> list[list[str]]:
    """Return the names of the metric alarms, and of the composite alarms."""
    found = alarms.describe_alarms(AlarmTypes=["MetricAlarm", "CompositeAlarm"])
    return [sorted(each["AlarmName"] for each in found[kind]) for kind in ("MetricAlarms", "CompositeAlarms")]


def test_a_stack_of_alarms_and_queries_comes_changes_and_goes(shared: Local) -> None:
    target = shared("up").out
    stacks, alarms, logs = (aws_client(target, service) for service in ("cloudformation", "cloudwatch", "logs"))

    stacks.create_stack(StackName="probe", TemplateBody=json.dumps(TEMPLATE))
    until(stacks, "stack_create_complete")
    assert names_of(alarms) == [["probe-share", "probe-throttles"], ["probe-bad"]]
    (saved,) = logs.describe_query_definitions(queryDefinitionNamePrefix="nova-reward/probe/")["queryDefinitions"]
    assert (saved["name"], saved["queryString"], saved["logGroupNames"]) == (
        "nova-reward/probe/all",
        "limit 1",
        [GROUP],
    )
    assert logs.describe_query_definitions(queryDefinitionNamePrefix="other/")["queryDefinitions"] == []

    changed = json.loads(json.dumps(TEMPLATE))
    changed["Resources"]["Share"]["Properties"]["Threshold"] = 0.7
    changed["Resources"]["Query"]["Properties"]["QueryString"] = "limit 2"
    stacks.update_stack(StackName="probe", TemplateBody=json.dumps(changed))
    until(stacks, "stack_update_complete")
    (share,) = alarms.describe_alarms(AlarmNames=["probe-share"])["MetricAlarms"]
    assert (share["Threshold"], share["DatapointsToAlarm"]) == (0.7, 2)
    (again,) = logs.describe_query_definitions()["queryDefinitions"]
    assert (again["queryDefinitionId"], again["queryString"]) == (saved["queryDefinitionId"], "limit 2")

    stacks.delete_stack(StackName="probe")
    until(stacks, "stack_delete_complete")
    assert names_of(alarms) == [[], []]
    assert logs.describe_query_definitions()["queryDefinitions"] == []


def test_a_line_of_ours_that_reaches_a_log_group_is_metrics(shared: Local) -> None:
    target = shared("up").out
    logs, metrics = aws_client(target, "logs"), aws_client(target, "cloudwatch")
    logs.create_log_group(logGroupName=GROUP)
    logs.create_log_stream(logGroupName=GROUP, logStreamName="stream")
    lines = ["no metrics here", *metric_lines("probe", {Metrics.REWARD_SHARE: [0.0, 0.5, 1.0]})]
    events = [{"timestamp": int(time.time() * 1000), "message": line} for line in lines]
    logs.put_log_events(logGroupName=GROUP, logStreamName="stream", logEvents=events)

    now = datetime.now(timezone.utc)
    asked = {"Namespace": "NovaReward", "MetricName": "RewardShare", "Dimensions": DIMENSIONS, "Period": 3600}
    within = {"StartTime": now - timedelta(hours=1), "EndTime": now + timedelta(hours=1)}
    (point,) = metrics.get_metric_statistics(**asked, **within, Statistics=["SampleCount", "Average"])["Datapoints"]
    assert (point["SampleCount"], point["Average"]) == (3, 0.5)


def test_a_start_with_a_moved_hook_fails_and_names_it(local: Local) -> None:
    """So a new version of MiniStack is noticed, even if everything imports."""
    script = (
        "import os, sys, ministack.services.cloudwatch as moved; del moved._store_datum; "
        "from localaws.overlay.__main__ import main; sys.exit(main())"
    )
    ran = local.run("-c", script, HOME=str(local.home.parent), GATEWAY_PORT="1", BIND_HOST="127.0.0.1")
    assert ran.code == 1
    assert "without ministack.services.cloudwatch._store_datum, expected 1.5.33" in ran.err


def test_a_python_without_ministack_is_told_so() -> None:
    with pytest.raises(ModuleNotFoundError, match="ministack"):
        missing()


SERIES = st.lists(st.floats(-1e6, 1e6, allow_nan=False), max_size=250)


WRITTEN = [Metrics.REWARD_SHARE, Metrics.RESPONSE_CHARS, dimension_metric("correct")]


@given(st.dictionaries(st.sampled_from(WRITTEN), SERIES))
def test_every_value_that_the_handler_writes_is_read_once(values: dict[Metric, list[float]]) -> None:
    found: dict[str, list[float]] = {}
    for each in values_of(metric_lines("probe", values)):
        assert (each.namespace, dict(each.dimensions)) == ("NovaReward", {"Experiment": "probe"})
        assert abs(each.seconds - time.time()) < 600
        found.setdefault(each.name, []).append(each.value)
    assert found == {metric.name: series for metric, series in values.items() if series}


DIRECTIVE = {"Namespace": "n", "Dimensions": [[]], "Metrics": [{"Name": "m"}]}
BROKEN: list[dict[str, Any]] = [
    {"_aws": 1},
    {"_aws": {"Timestamp": "then", "CloudWatchMetrics": []}},
    {"_aws": {"Timestamp": 1, "CloudWatchMetrics": [{**DIRECTIVE, "Dimensions": [["none"]]}]}, "m": 1},
    {"_aws": {"Timestamp": 1, "CloudWatchMetrics": [DIRECTIVE]}},
    {"_aws": {"Timestamp": 1, "CloudWatchMetrics": [DIRECTIVE]}, "m": [1, "two"]},
]


@pytest.mark.parametrize("line", BROKEN)
def test_a_line_that_breaks_the_format_brings_nothing_and_stops_nothing(line: dict[str, Any]) -> None:
    good = next(metric_lines("probe", {Metrics.REWARD_SHARE: [1.0]}))
    assert [each.value for each in values_of([json.dumps(line), good])] == [1.0]


@given(st.text())
def test_a_line_of_anything_stops_nothing(text: str) -> None:
    assert list(values_of([text, '{"_aws"' + text])) == []


def test_reserved_concurrency_is_set_and_refused_beyond_the_account_s_pool(shared: Local) -> None:
    target = shared("up").out
    stacks, functions = aws_client(target, "cloudformation"), aws_client(target, "lambda")
    stacks.create_stack(StackName="one", TemplateBody=reserving("one", 20))
    assert settled(stacks, "one") == "CREATE_COMPLETE"
    stacks.update_stack(StackName="one", TemplateBody=reserving("one", 901))
    assert settled(stacks, "one") == "UPDATE_ROLLBACK_COMPLETE"
    assert functions.get_function_concurrency(FunctionName="one")["ReservedConcurrentExecutions"] == 20
    stacks.create_stack(StackName="two", TemplateBody=reserving("two", 881))
    assert settled(stacks, "two") == "ROLLBACK_COMPLETE"
    events = stacks.describe_stack_events(StackName="two")["StackEvents"]
    assert "below its minimum value of [100]" in " ".join(each.get("ResourceStatusReason", "") for each in events)
    for name in ("one", "two"):
        stacks.delete_stack(StackName=name)


def reserving(name: str, count: int) -> str:
    """Return a template with one function that reserves this many runs."""
    properties = {
        "FunctionName": name,
        "Runtime": "python3.13",
        "Handler": "index.handler",
        "Role": "arn:aws:iam::000000000000:role/r",
        "Code": {"ZipFile": "def handler(event, context): return 1"},
        "ReservedConcurrentExecutions": count,
    }
    return json.dumps({"Resources": {"F": {"Type": "AWS::Lambda::Function", "Properties": properties}}})


def settled(stacks: Any, name: str) -> str:
    """Return the status of a stack once nothing runs on it any more."""
    while "IN_PROGRESS" in (status := stacks.describe_stacks(StackName=name)["Stacks"][0]["StackStatus"]):
        time.sleep(0.02)
    return status
