"""The checks that run at synthesis find nothing in the kit, and refuse planted faults."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import App, CfnResource, Stack
from aws_cdk import aws_sns as sns
from aws_cdk.aws_iam import PolicyDocument, PolicyStatement

from stacks.checks.checked_app import ValidationRefused, add_checks, add_stacks, synthesise
from stacks.function import inline_policies
from tests.stacks.synthesis import FLAGS, sentiment

NAMED = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::bucket/key"}
NOT_ACTION = {"Effect": "Allow", "NotAction": "s3:GetObject", "Resource": "arn:aws:s3:::bucket/key"}
NOT_RESOURCE = {"Effect": "Allow", "Action": "s3:GetObject", "NotResource": "arn:aws:s3:::bucket/key"}
DENY = {"Effect": "Deny", "NotAction": "s3:GetObject", "NotResource": "arn:aws:s3:::bucket/key"}
LAMBDA = {"Service": "lambda.amazonaws.com"}
POLICIES = ("Policy", "ManagedPolicy", "RolePolicy", "UserPolicy", "GroupPolicy")
EVIDENCE = (":evidence", ":judge-card")
STAR = PolicyStatement(actions=["s3:GetObject"], resources=["*"])


def statements() -> dict[str, dict[str, Any]]:
    """Return statements that allow or deny all but something, in every place that holds a policy."""
    planted: dict[str, dict[str, Any]] = {}
    for name, statement in {"Action": NOT_ACTION, "Resource": NOT_RESOURCE, "Deny": DENY}.items():
        document = {"PolicyDocument": {"Statement": [NAMED, statement]}}
        planted |= {f"{kind}{name}": {"Type": f"AWS::IAM::{kind}", **document} for kind in POLICIES}
        for kind in ("Role", "User", "Group"):
            planted[f"{kind}{name}"] = {"Type": f"AWS::IAM::{kind}", "Policies": [{"PolicyName": "p", **document}]}
    return planted


def principals() -> dict[str, dict[str, Any]]:
    """Return roles and permissions for everybody, and for somebody."""
    trusted: dict[str, Any] = {
        "Star": "*",
        "AwsStar": {"AWS": "*"},
        "AwsStars": {"AWS": ["arn:aws:iam::111122223333:root", "*"]},
        "Service": LAMBDA,
        "Account": {"AWS": "arn:aws:iam::111122223333:root"},
    }
    planted: dict[str, dict[str, Any]] = {}
    for name, principal in trusted.items():
        statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": principal}
        planted[name] = {"Type": "AWS::IAM::Role", "AssumeRolePolicyDocument": {"Statement": [statement]}}
    for name, principal in {"Anyone": "*", "One": "111122223333"}.items():
        invoke = {"Action": "lambda:InvokeFunction", "FunctionName": "f", "Principal": principal}
        planted[name] = {"Type": "AWS::Lambda::Permission", **invoke}
    return planted


STATEMENTS, PRINCIPALS = statements(), principals()


def test_no_check_finds_anything_that_nobody_acknowledged(assembly: Path) -> None:
    assert {"AwsSolutions", "Serverless"} <= {report["pluginName"] for report in reports(assembly)}
    found = [each for report in reports(assembly) for each in report["violations"]]
    # The experiments that these tests make up have no evidence, and no model judged for the shipped ones' cards.
    told = {each["description"].partition(":")[0] for each in found if each["ruleName"].endswith(EVIDENCE)}
    shipped = {f"evidence/{name}/judge_card.json" for name in ("faithful-summary", "similarity", "support-reply")}
    assert told == {*(f"evidence/{name}/attack.json" for name in ("isolated", "judged", "opt-ins")), *shipped}
    assert [each for each in found if not each["ruleName"].endswith(EVIDENCE)] == []


@dataclass(frozen=True)
class Refused:
    """The findings in one stack of an app that is refused."""

    rules: set[str]
    ids: dict[str, set[str]]
    """Rule of ours -> the logical ids that it refuses."""


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Refused]:
    """One app with everything planted, because the checks cost seconds an app. Returns the findings of a stack."""
    outdir = tmp_path_factory.mktemp("refused")
    app = App(context=FLAGS, outdir=str(outdir))
    add_checks(app)
    plant_beside_the_acknowledged(app)
    add_stacks(app, sentiment(name="apart")).revision.reward.role.add_to_policy(STAR)
    plant(Stack(app, "Statements"), STATEMENTS)
    plant(Stack(app, "Principals"), PRINCIPALS)
    topic = sns.CfnTopic(Stack(app, "Bare"), "Topic")
    arn, email = topic.attr_topic_arn, "a@example.com"
    sns.CfnSubscription(topic.stack, "Email", topic_arn=arn, protocol="email", endpoint=email)
    with pytest.raises(ValidationRefused):
        synthesise(app)
    return partial(findings, outdir)


def plant_beside_the_acknowledged(app: App) -> None:
    acknowledged = inline_policies.tracing_policy().to_json()["Statement"]
    statements = [*(PolicyStatement.from_json(statement) for statement in acknowledged), STAR]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inline_policies, "tracing_policy", lambda: PolicyDocument(statements=statements, minimize=True))
        add_stacks(app, sentiment(name="beside", tracing=True))


def revision() -> str:
    return sentiment().revision


def plant(stack: Stack, planted: Mapping[str, dict[str, Any]]) -> None:
    """Add resources, each given as its properties and its ``Type``."""
    for name, properties in planted.items():
        rest = {key: value for key, value in properties.items() if key != "Type"}
        CfnResource(stack, name, type=properties["Type"], properties=rest)


def findings(outdir: Path, stack: str) -> Refused:
    found = Refused(set(), {})
    for violation in (each for report in reports(outdir) for each in report["violations"]):
        for place in violation["violatingConstructs"]:
            if place["constructPath"].startswith(f"{stack}/"):
                found.rules.add(violation["ruleName"])
                logical_id = place.get("cloudFormationResource", {}).get("logicalId")
                found.ids.setdefault(violation["ruleName"], set()).update([logical_id] if logical_id else [])
    return found


def test_a_star_planted_beside_the_acknowledged_one_is_refused(refused: Callable[[str], Refused]) -> None:
    assert refused(f"NovaReward-beside-{revision()}").rules == {"star_resource_in_role"}


def test_a_star_planted_in_a_policy_of_its_own_is_refused(refused: Callable[[str], Refused]) -> None:
    found = refused(f"NovaReward-apart-{revision()}")
    assert {"star_resource_in_policy", "AwsSolutions-IAM5[Resource::*]"} <= found.rules


def test_allowing_all_but_something_is_refused_wherever_it_is_planted(refused: Callable[[str], Refused]) -> None:
    ids = refused("Statements").ids
    told = {name for name in STATEMENTS if not name.endswith("Deny")}
    assert ids["allow_all_but_in_policy"] | ids["allow_all_but_in_role"] == told


def test_letting_anyone_invoke_or_assume_is_refused(refused: Callable[[str], Refused]) -> None:
    ids = refused("Principals").ids
    assert ids["open_trust"] == {"Star", "AwsStar", "AwsStars"}
    assert ids["open_permission"] == {"Anyone"}


def test_both_packs_look_at_topics_and_subscriptions(refused: Callable[[str], Refused]) -> None:
    assert {"AwsSolutions-SNS3", "Serverless-SNSRedrivePolicy"} <= refused("Bare").rules


def reports(outdir: Path) -> list[dict[str, Any]]:
    return json.loads((outdir / "validation-report.json").read_text(encoding="utf-8"))["pluginReports"]
