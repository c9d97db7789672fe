"""Alarms and topic in CloudFormation: exactly the simulated values, and a person hears them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import App, Environment, Stack

from compiler.alarms.alarm_set import AlarmSet, alarm_set
from compiler.alarms.deployed import deployed_alarms
from compiler.alarms.metric_alarm import Comparison, MetricAlarm, MissingData
from compiler.alarms.metric_stat import MetricStat
from compiler.alarms.settings import AlarmSettings
from stacks.alarm_topic import AlarmTopic
from stacks.reward_alarms import WATCHED_ID, RewardAlarms
from tests.compiler.alarms.training import DEPLOYMENT
from tests.stacks.synthesis import FLAGS, Synthesised, read_assembly, sentiment
from tests.stacks.test_permissions import flat

ACCOUNT, REGION = "111122223333", "us-east-1"
ALARMS = f":cloudwatch:{REGION}:{ACCOUNT}:alarm:nova-reward/math/*"
CONDITIONS = {
    "StringEquals": {"aws:SourceAccount": ACCOUNT},
    "ArnLike": {"aws:SourceArn": {"Fn::Join": ["", ["arn:", {"Ref": "AWS::Partition"}, ALARMS]]}},
}
CLOUDWATCH = {"Service": "cloudwatch.amazonaws.com"}


@pytest.fixture(scope="module")
def alarms() -> AlarmSet:
    return alarm_set(DEPLOYMENT, AlarmSettings())


@pytest.fixture(scope="module")
def deployed(tmp_path_factory: pytest.TempPathFactory, alarms: AlarmSet) -> Synthesised:
    """A stack of nothing but alarms and topic."""
    outdir = tmp_path_factory.mktemp("alarms")
    app = App(context=FLAGS, outdir=str(outdir))
    stack = Stack(app, "Alarms", env=Environment(account=ACCOUNT, region=REGION))
    AlarmTopic(stack, "Topic", compiled=sentiment(name="math", alarms=AlarmSettings(email="oncall@example.com")))
    metric_alarms, composites = alarms.metric_alarms, alarms.composites
    RewardAlarms(stack, "A", metric_alarms=metric_alarms, composites=composites, topic_name="nova-reward-math")
    app.synth()
    return read_assembly(outdir, "Alarms")


def test_what_is_deployed_is_what_was_simulated(deployed: Synthesised, alarms: AlarmSet) -> None:
    """Every alarm read back from the template, as CloudWatch would read it, is the value that it was made from."""
    resources = [resource["Properties"] for resource in deployed.resources("AWS::CloudWatch::Alarm")]
    assert sorted(read_back(found) for found in resources) == sorted(essence(alarm) for alarm in alarms.metric_alarms)


def test_the_composite_alarms_are_made_after_every_alarm_that_their_rules_name(
    deployed: Synthesised, alarms: AlarmSet
) -> None:
    composites = deployed.resources("AWS::CloudWatch::CompositeAlarm")
    rules = {each["Properties"]["AlarmName"]: each["Properties"]["AlarmRule"] for each in composites}
    assert rules == {composite.full_name: composite.rule for composite in alarms.composites}
    resources = deployed.template["Resources"]
    for composite in composites:
        assert {resources[name]["Properties"]["AlarmName"] for name in composite["DependsOn"]} == {
            alarm.full_name for alarm in alarms.metric_alarms
        }


def test_alarms_that_notify_publish_to_the_topic_and_no_other_does(deployed: Synthesised) -> None:
    topic = f"arn:${{AWS::Partition}}:sns:{REGION}:{ACCOUNT}:{deployed.one('AWS::SNS::Topic')['TopicName']}"
    heard: dict[str, bool] = {}
    for kind in ("AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm"):
        for resource in deployed.resources(kind):
            found = resource["Properties"]
            actions = [flat(each) for key in ("AlarmActions", "OKActions") for each in found.get(key, [])]
            if actions:
                assert actions == [topic, topic]
                heard[found["AlarmName"]] = found.get("ActionsEnabled", True)
    assert {name.removeprefix("nova-reward/math/"): enabled for name, enabled in heard.items()} == {
        "training-signal-bad": True,
        "service-bad": True,
        "0123abcd/throttles": True,
        "0123abcd/concurrency": True,
        "no-data": False,
    }


def test_cloudwatch_may_publish_for_those_alarms_alone(deployed: Synthesised) -> None:
    policy = deployed.one("AWS::SNS::TopicPolicy")
    topic = policy["Topics"][0]
    (allowed,) = [each for each in policy["PolicyDocument"]["Statement"] if each["Effect"] == "Allow"]
    assert allowed == {
        "Sid": "AlarmsPublish",
        "Effect": "Allow",
        "Principal": CLOUDWATCH,
        "Action": "sns:Publish",
        "Resource": topic,
        "Condition": CONDITIONS,
    }


def test_cloudwatch_may_use_the_key_that_the_topic_is_encrypted_with(deployed: Synthesised) -> None:
    """Without it an alarm's action fails, and only the alarm's history says so."""
    (key,) = [name for name, found in deployed.template["Resources"].items() if found["Type"] == "AWS::KMS::Key"]
    assert deployed.one("AWS::SNS::Topic")["KmsMasterKeyId"] == {"Fn::GetAtt": [key, "Arn"]}
    statements = deployed.one("AWS::KMS::Key")["KeyPolicy"]["Statement"]
    (allowed,) = [each for each in statements if each["Principal"] == CLOUDWATCH]
    assert allowed["Action"] == ["kms:Decrypt", "kms:GenerateDataKey*"]
    assert allowed["Condition"] == CONDITIONS
    assert deployed.one("AWS::KMS::Key")["EnableKeyRotation"] is True


def test_publishing_without_tls_is_denied_to_all(deployed: Synthesised) -> None:
    (denied,) = [
        each
        for each in deployed.one("AWS::SNS::TopicPolicy")["PolicyDocument"]["Statement"]
        if each["Effect"] == "Deny"
    ]
    assert denied["Principal"] == "*"
    assert denied["Action"] == "sns:Publish"
    assert denied["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_an_address_is_subscribed_where_there_is_one(deployed: Synthesised, tmp_path: Path) -> None:
    subscribed = deployed.one("AWS::SNS::Subscription")
    assert (subscribed["Protocol"], subscribed["Endpoint"]) == ("email", "oncall@example.com")

    app = App(context=FLAGS, outdir=str(tmp_path))
    AlarmTopic(Stack(app, "Quiet"), "Topic", compiled=sentiment(name="math"))
    app.synth()
    assert read_assembly(tmp_path, "Quiet").resources("AWS::SNS::Subscription") == []


Essence = tuple[str, str, str, float, int, int, str, str, tuple[tuple[str, MetricStat], ...]]


def essence(alarm: MetricAlarm) -> Essence:
    return (
        alarm.full_name,
        alarm.description,
        alarm.comparison.value,
        alarm.threshold,
        alarm.datapoints,
        alarm.periods,
        alarm.missing.value,
        alarm.expression or "",
        alarm.metrics if alarm.expression else (("", alarm.metrics[0][1]),),
    )


def read_back(found: Mapping[str, Any]) -> Essence:
    assert found["ComparisonOperator"] in {comparison.value for comparison in Comparison}
    assert found["TreatMissingData"] in {missing.value for missing in MissingData}
    expressions, metrics = watched(found)
    return (
        found["AlarmName"],
        found["AlarmDescription"],
        found["ComparisonOperator"],
        found["Threshold"],
        found["DatapointsToAlarm"],
        found["EvaluationPeriods"],
        found["TreatMissingData"],
        expressions,
        metrics,
    )


def watched(found: Mapping[str, Any]) -> tuple[str, tuple[tuple[str, MetricStat], ...]]:
    """Return the expression, or nothing, and the metrics with their ids."""
    if "Metrics" not in found:
        return "", (("", read_metric(found, found, found.get("Statistic") or found["ExtendedStatistic"])),)
    assert not {"Namespace", "MetricName", "Dimensions", "Period", "Statistic", "ExtendedStatistic"} & set(found)
    (returned,) = [query for query in found["Metrics"] if query.get("ReturnData", True)]
    assert returned["Id"] == WATCHED_ID
    stats = {query["Id"]: query["MetricStat"] for query in found["Metrics"] if query is not returned}
    return returned["Expression"], tuple(
        (id_, read_metric(stat["Metric"], stat, stat["Stat"])) for id_, stat in stats.items()
    )


def read_metric(metric: Mapping[str, Any], stat: Mapping[str, Any], statistic: str) -> MetricStat:
    metric_dimensions = tuple((each["Name"], each["Value"]) for each in metric.get("Dimensions", []))
    return MetricStat(metric["Namespace"], metric["MetricName"], metric_dimensions, statistic, stat["Period"])


def test_a_reward_stack_has_exactly_the_alarms_of_its_experiment(opted_in: Synthesised) -> None:
    compiled = sentiment(name="opt-ins", reserved_concurrency=20)
    expected = {alarm.full_name: alarm.threshold for alarm in deployed_alarms(compiled).metric_alarms}
    found = [each["Properties"] for each in opted_in.resources("AWS::CloudWatch::Alarm")]
    assert {each["AlarmName"]: each["Threshold"] for each in found} == expected
    assert f"nova-reward/opt-ins/{compiled.revision}/concurrency" in expected
    composites = [each["Properties"]["AlarmName"] for each in opted_in.resources("AWS::CloudWatch::CompositeAlarm")]
    assert sorted(composites) == [
        "nova-reward/opt-ins/service-bad",
        "nova-reward/opt-ins/training-signal-bad",
    ]
    assert opted_in.one("AWS::SNS::Topic")["TopicName"] == "nova-reward-opt-ins"


def test_thresholds_and_address_are_the_experiments(changed: Synthesised) -> None:
    thresholds = {
        each["Properties"]["AlarmName"]: each["Properties"]["Threshold"]
        for each in changed.resources("AWS::CloudWatch::Alarm")
    }
    assert thresholds["nova-reward/dev-changed/zero-share"] == 0.7
    assert changed.one("AWS::SNS::Subscription")["Endpoint"] == "oncall@example.com"
