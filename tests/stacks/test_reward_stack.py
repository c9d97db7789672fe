"""The stacks of an experiment: their order, outputs and tags, and CDK's own switches."""

import json

from tests.shipped import shipped
from tests.stacks.synthesis import Synthesised
from tests.stacks.test_permissions import flat


def test_outputs_are_what_a_training_job_and_its_operator_need(stack: Synthesised) -> None:
    outputs = stack.template["Outputs"]
    assert set(outputs) == {"DashboardName", "Evidence", "FunctionArn", "InvokePolicyArn", "LogGroupName", "RewardHash"}
    assert outputs["DashboardName"]["Value"] == "nova-reward-sentiment-us-east-1"
    assert outputs["LogGroupName"]["Value"] == "/nova-reward/sentiment"
    assert outputs["RewardHash"]["Value"] == shipped("sentiment").reward_hash
    account = "${AWS::AccountId}"
    function, policy = (flat(outputs[name]["Value"]) for name in ("FunctionArn", "InvokePolicyArn"))
    named = stack.one("AWS::Lambda::Function")["FunctionName"]
    assert function == f"arn:${{AWS::Partition}}:lambda:us-east-1:{account}:function:{named}"
    named = stack.one("AWS::IAM::ManagedPolicy")["ManagedPolicyName"]
    assert policy == f"arn:${{AWS::Partition}}:iam::{account}:policy/{named}"


def test_stack_and_resources_carry_the_same_tags(changed: Synthesised) -> None:
    expected = {"owner": "nova", "project": "nova-reward-kit", "experiment": "dev-changed"}
    assert changed.properties["tags"] == expected
    for kind in ("AWS::Lambda::Function", "AWS::IAM::Role", "AWS::Logs::LogGroup"):
        assert {tag["Key"]: tag["Value"] for tag in changed.one(kind)["Tags"]} == expected


def test_the_reward_stack_comes_after_the_revision_and_the_revision_after_the_base(stack: Synthesised) -> None:
    revision = f"NovaReward-sentiment-{shipped('sentiment').revision}"
    assert list(stack.stacks) == ["NovaReward-sentiment-base", revision, "NovaReward-sentiment"]


def test_no_stack_can_end_in_a_state_that_the_command_line_cannot_leave(opted_in: Synthesised) -> None:
    """Exports, retained resources and termination protection each made one: docs/decisions/0019-three-stacks.md."""
    assert not opted_in.properties.get("terminationProtection", False)
    for template in opted_in.stacks.values():
        assert not any("Export" in output for output in template.get("Outputs", {}).values())
        assert "Fn::ImportValue" not in json.dumps(template)
        for resource in template["Resources"].values():
            policies = {resource.get(policy, "Delete") for policy in ("DeletionPolicy", "UpdateReplacePolicy")}
            assert policies == {"Delete"}, resource["Type"]


def test_stage_prefixes_every_name(changed: Synthesised) -> None:
    assert changed.one("AWS::Lambda::Function")["FunctionName"].startswith("SageMaker-reward-dev-changed-")
    assert changed.one("AWS::Logs::LogGroup")["LogGroupName"] == "/nova-reward/dev-changed"
    assert changed.one("AWS::SNS::Topic")["TopicName"] == "nova-reward-dev-changed"
    assert changed.one("AWS::IAM::ManagedPolicy")["ManagedPolicyName"] == "nova-reward-eu-west-1-dev-changed-invoke"
    assert changed.one("AWS::CloudWatch::Dashboard")["DashboardName"] == "nova-reward-dev-changed-eu-west-1"
    for kind in ("AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm"):
        for alarm in changed.resources(kind):
            assert alarm["Properties"]["AlarmName"].startswith("nova-reward/dev-changed/")


def test_permissions_boundary_of_the_organisation_lands_on_the_role(changed: Synthesised) -> None:
    boundary = changed.one("AWS::IAM::Role")["PermissionsBoundary"]
    assert str(boundary).count(":policy/boundary") == 1


def test_bootstrap_qualifier_of_the_organisation_is_used(changed: Synthesised) -> None:
    assert "cdk-mlteam-assets-" in str(changed.one("AWS::Lambda::Function")["Code"])
    assert changed.properties["bootstrapStackVersionSsmParameter"] == "/cdk-bootstrap/mlteam/version"
