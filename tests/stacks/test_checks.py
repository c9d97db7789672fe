"""The checks that run when the app is synthesised, and that they bite."""

import json
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import App
from aws_cdk.aws_iam import PolicyDocument, PolicyStatement

from stacks import inline_policies
from stacks.checked_app import ValidationRefused, add_checks, add_stack
from stacks.checked_app import synthesise as synthesise_checked
from tests.stacks.synthesis import FLAGS, sentiment

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


def checked(outdir: Path) -> App:
    app = App(context=FLAGS, outdir=str(outdir))
    add_checks(app)
    return app


def rules(outdir: Path) -> set[str]:
    return {found["ruleName"] for report in reports(outdir) for found in report["violations"]}


def reports(outdir: Path) -> list[dict[str, Any]]:
    return json.loads((outdir / "validation-report.json").read_text(encoding="utf-8"))["pluginReports"]
