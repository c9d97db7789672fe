"""The checks that run at synthesis find nothing in the kit, and refuse what is planted."""

import json
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import App, CfnResource, Stack
from aws_cdk.aws_iam import PolicyDocument, PolicyStatement

from stacks import inline_policies
from stacks.checks.checked_app import ValidationRefused, add_checks, add_stack
from stacks.checks.checked_app import synthesise as synthesise_checked
from tests.stacks.synthesis import FLAGS, sentiment

NAMED = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::bucket/key"}
NOT_ACTION = {"Effect": "Allow", "NotAction": "s3:GetObject", "Resource": "arn:aws:s3:::bucket/key"}
NOT_RESOURCE = {"Effect": "Allow", "Action": "s3:GetObject", "NotResource": "arn:aws:s3:::bucket/key"}
DENY = {"Effect": "Deny", "NotAction": "s3:GetObject", "NotResource": "arn:aws:s3:::bucket/key"}
LAMBDA = {"Service": "lambda.amazonaws.com"}
POLICIES = ("Policy", "ManagedPolicy", "RolePolicy", "UserPolicy", "GroupPolicy")
STAR = PolicyStatement(actions=["s3:GetObject"], resources=["*"])


def test_no_check_finds_anything_that_nobody_acknowledged(assembly: Path) -> None:
    assert {"AwsSolutions", "Serverless"} <= {report["pluginName"] for report in reports(assembly)}
    assert [found for report in reports(assembly) for found in report["violations"]] == []


def test_a_star_planted_beside_the_acknowledged_one_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    acknowledged = inline_policies.tracing_policy().to_json()["Statement"]
    statements = [PolicyStatement.from_json(statement) for statement in acknowledged]
    monkeypatch.setattr(
        inline_policies,
        "tracing_policy",
        lambda: PolicyDocument(statements=[*statements, STAR], minimize=True),
    )
    app = checked(tmp_path)
    add_stack(app, sentiment())
    with pytest.raises(ValidationRefused):
        synthesise_checked(app)
    assert rules(tmp_path) == {"star_resource_in_role"}


def test_a_star_planted_in_a_policy_of_its_own_is_refused(tmp_path: Path) -> None:
    app = checked(tmp_path)
    add_stack(app, sentiment()).reward.role.add_to_policy(STAR)
    with pytest.raises(ValidationRefused):
        synthesise_checked(app)
    assert {"star_resource_in_policy", "AwsSolutions-IAM5[Resource::*]"} <= rules(tmp_path)


def test_allowing_all_but_something_is_refused_wherever_it_is_planted(tmp_path: Path) -> None:
    planted: dict[str, dict[str, Any]] = {}
    for name, statement in {"Action": NOT_ACTION, "Resource": NOT_RESOURCE, "Deny": DENY}.items():
        document = {"PolicyDocument": {"Statement": [NAMED, statement]}}
        planted |= {f"{kind}{name}": {"Type": f"AWS::IAM::{kind}", **document} for kind in POLICIES}
        for kind in ("Role", "User", "Group"):
            planted[f"{kind}{name}"] = {"Type": f"AWS::IAM::{kind}", "Policies": [{"PolicyName": "p", **document}]}
    refused = plant(tmp_path, planted)
    told = {name for name in planted if not name.endswith("Deny")}
    assert refused["allow_all_but_in_policy"] | refused["allow_all_but_in_role"] == told


def test_letting_anyone_invoke_or_assume_is_refused(tmp_path: Path) -> None:
    principals: dict[str, Any] = {
        "Star": "*",
        "AwsStar": {"AWS": "*"},
        "AwsStars": {"AWS": ["arn:aws:iam::111122223333:root", "*"]},
        "Service": LAMBDA,
        "Account": {"AWS": "arn:aws:iam::111122223333:root"},
    }
    planted: dict[str, dict[str, Any]] = {}
    for name, principal in principals.items():
        statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": principal}
        planted[name] = {"Type": "AWS::IAM::Role", "AssumeRolePolicyDocument": {"Statement": [statement]}}
    for name, principal in {"Anyone": "*", "One": "111122223333"}.items():
        invoke = {"Action": "lambda:InvokeFunction", "FunctionName": "f", "Principal": principal}
        planted[name] = {"Type": "AWS::Lambda::Permission", **invoke}
    refused = plant(tmp_path, planted)
    assert refused["open_trust"] == {"Star", "AwsStar", "AwsStars"}
    assert refused["open_permission"] == {"Anyone"}


def plant(outdir: Path, planted: dict[str, dict[str, Any]]) -> dict[str, set[str]]:
    """Return rule -> logical ids that it refuses. Each resource is given as its properties and its ``Type``."""
    app = checked(outdir)
    stack = Stack(app, "Planted")
    for name, properties in planted.items():
        rest = {key: value for key, value in properties.items() if key != "Type"}
        CfnResource(stack, name, type=properties["Type"], properties=rest)
    with pytest.raises(ValidationRefused):
        synthesise_checked(app)
    found: dict[str, set[str]] = {}
    for violation in (each for report in reports(outdir) for each in report["violations"]):
        places = [place.get("cloudFormationResource", {}) for place in violation["violatingConstructs"]]
        ids = {place["logicalId"] for place in places if "logicalId" in place}
        found.setdefault(violation["ruleName"], set()).update(ids)
    return found


def checked(outdir: Path) -> App:
    app = App(context=FLAGS, outdir=str(outdir))
    add_checks(app)
    return app


def rules(outdir: Path) -> set[str]:
    return {found["ruleName"] for report in reports(outdir) for found in report["violations"]}


def reports(outdir: Path) -> list[dict[str, Any]]:
    return json.loads((outdir / "validation-report.json").read_text(encoding="utf-8"))["pluginReports"]
