"""The stack around the function: outputs, tags, protection, and CDK's own switches."""

import pytest
from aws_cdk import App

from stacks.checks.checked_app import add_stack
from tests.shipped import shipped
from tests.stacks.synthesis import FLAGS, Synthesised, sentiment


def test_outputs_are_what_a_training_job_and_its_operator_need(stack: Synthesised) -> None:
    outputs = stack.template["Outputs"]
    assert set(outputs) == {"DashboardName", "FunctionArn", "InvokePolicyArn", "LogGroupName", "RewardHash"}
    assert outputs["DashboardName"]["Value"] == "nova-reward-sentiment"
    assert outputs["LogGroupName"]["Value"] == "/nova-reward/sentiment"
    assert outputs["RewardHash"]["Value"] == shipped("sentiment").reward_hash
    assert outputs["FunctionArn"]["Value"] == {"Fn::GetAtt": ["RewardFunction1B502C03", "Arn"]}


def test_stack_and_resources_carry_the_same_tags(changed: Synthesised) -> None:
    expected = {"owner": "nova", "project": "nova-reward-kit", "experiment": "dev-changed"}
    assert changed.properties["tags"] == expected
    for kind in ("AWS::Lambda::Function", "AWS::IAM::Role", "AWS::Logs::LogGroup"):
        assert {tag["Key"]: tag["Value"] for tag in changed.one(kind)["Tags"]} == expected


def test_stack_is_protected_against_deletion(stack: Synthesised) -> None:
    assert stack.properties["terminationProtection"] is True


def test_protect_false_turns_protection_off(changed: Synthesised) -> None:
    assert not changed.properties.get("terminationProtection", False)


@pytest.mark.parametrize("word", ["False", False])
def test_protect_may_be_written_as_yaml_and_python_write_it(word: object) -> None:
    stack = add_stack(App(context={**FLAGS, "protect": word}), sentiment())
    assert not stack.termination_protection


def test_stage_prefixes_every_name(changed: Synthesised) -> None:
    assert changed.one("AWS::Lambda::Function")["FunctionName"].startswith("SageMaker-reward-dev-changed-")
    assert changed.one("AWS::IAM::Role")["RoleName"].startswith("reward-eu-west-1-dev-changed-")
    assert changed.one("AWS::Logs::LogGroup")["LogGroupName"] == "/nova-reward/dev-changed"


def test_region_is_the_experiments(stack: Synthesised, changed: Synthesised) -> None:
    assert stack.one("AWS::IAM::Role")["RoleName"].startswith("reward-us-east-1-")
    assert changed.one("AWS::IAM::Role")["RoleName"].startswith("reward-eu-west-1-")


def test_permissions_boundary_of_the_organisation_lands_on_the_role(changed: Synthesised) -> None:
    boundary = changed.one("AWS::IAM::Role")["PermissionsBoundary"]
    assert str(boundary).count(":policy/boundary") == 1


def test_bootstrap_qualifier_of_the_organisation_is_used(changed: Synthesised) -> None:
    assert "cdk-mlteam-assets-" in str(changed.one("AWS::Lambda::Function")["Code"])
    assert changed.properties["bootstrapStackVersionSsmParameter"] == "/cdk-bootstrap/mlteam/version"
