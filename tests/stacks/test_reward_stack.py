"""The stack around the function: outputs, tags, protection, and CDK's own switches."""

import dataclasses
from pathlib import Path

from compiler.compile import compile_experiment
from tests.stacks.synthesis import Synthesised, sentiment, synthesise


def test_outputs_are_what_a_training_job_and_its_operator_need(stack: Synthesised) -> None:
    outputs = stack.template["Outputs"]
    assert set(outputs) == {"DashboardName", "FunctionArn", "InvokePolicyArn", "LogGroupName", "RewardHash"}
    assert outputs["DashboardName"]["Value"] == "nova-reward-sentiment"
    assert outputs["LogGroupName"]["Value"] == "/nova-reward/sentiment"
    assert outputs["RewardHash"]["Value"] == compile_experiment("sentiment").reward_hash
    assert outputs["FunctionArn"]["Value"] == {"Fn::GetAtt": ["RewardFunction1B502C03", "Arn"]}


def test_stack_and_resources_carry_the_same_tags(tmp_path: Path) -> None:
    tagged = synthesise(sentiment(tags={"owner": "nova"}), tmp_path)
    expected = {"owner": "nova", "project": "nova-reward-kit", "experiment": "sentiment"}
    assert tagged.properties["tags"] == expected
    for kind in ("AWS::Lambda::Function", "AWS::IAM::Role", "AWS::Logs::LogGroup"):
        assert {tag["Key"]: tag["Value"] for tag in tagged.one(kind)["Tags"]} == expected


def test_stack_is_protected_against_deletion(stack: Synthesised) -> None:
    assert stack.properties["terminationProtection"] is True


def test_protect_false_turns_protection_off(tmp_path: Path) -> None:
    for number, word in enumerate(("false", "False", False)):
        synthesised = synthesise(sentiment(), tmp_path / str(number), {"protect": word})
        assert not synthesised.properties.get("terminationProtection", False)


def test_stage_prefixes_every_name(tmp_path: Path) -> None:
    staged = synthesise(dataclasses.replace(sentiment(), stage="dev"), tmp_path)
    assert staged.one("AWS::Lambda::Function")["FunctionName"].startswith("SageMaker-reward-dev-sentiment-")
    assert staged.one("AWS::IAM::Role")["RoleName"].startswith("reward-us-east-1-dev-sentiment-")
    assert staged.one("AWS::Logs::LogGroup")["LogGroupName"] == "/nova-reward/dev-sentiment"


def test_region_is_the_experiments(tmp_path: Path) -> None:
    synthesised = synthesise(sentiment(region="eu-west-1"), tmp_path)
    assert synthesised.one("AWS::IAM::Role")["RoleName"].startswith("reward-eu-west-1-")


def test_permissions_boundary_of_the_organisation_lands_on_the_role(tmp_path: Path) -> None:
    context = {"@aws-cdk/core:permissionsBoundary": {"name": "boundary"}}
    boundary = synthesise(sentiment(), tmp_path, context).one("AWS::IAM::Role")["PermissionsBoundary"]
    assert str(boundary).count(":policy/boundary") == 1


def test_bootstrap_qualifier_of_the_organisation_is_used(tmp_path: Path) -> None:
    synthesised = synthesise(sentiment(), tmp_path, {"@aws-cdk/core:bootstrapQualifier": "mlteam"})
    assert "cdk-mlteam-assets-" in str(synthesised.one("AWS::Lambda::Function")["Code"])
    assert synthesised.properties["bootstrapStackVersionSsmParameter"] == "/cdk-bootstrap/mlteam/version"
