"""The isolated network: one VPC without a way out, and a sandbox in it whose own code may not touch its interface."""

import json
from pathlib import Path
from typing import Any

import pytest

from compiler.network.isolated import ISOLATED_GROUP, ISOLATED_SUBNETS, isolated_stack_name
from tests.stacks.iam.evaluators import ACCOUNT, Request, by_iam_simulate, by_ministack, every_action
from tests.stacks.iam.role import policies_in
from tests.stacks.synthesis import Synthesised, changed_of, read_assembly

REGION = "us-east-1"
LOG = {"logs:CreateLogStream", "logs:PutLogEvents"}
CREATE = "ec2:CreateNetworkInterface"
INTERFACES = {
    *(CREATE, "ec2:DeleteNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"),
    *("ec2:AssignPrivateIpAddresses", "ec2:UnassignPrivateIpAddresses"),
}


@pytest.fixture(scope="module")
def isolated(assembly: Path) -> Synthesised:
    """The stacks of an experiment whose sandbox is isolated, the network's among them."""
    return read_assembly(assembly, "NovaReward-isolated")


@pytest.fixture(scope="module")
def sandbox(isolated: Synthesised) -> dict[str, Any]:
    (function,) = [each for each in functions(isolated) if each["FunctionName"].endswith("-sandbox")]
    return function


@pytest.fixture(scope="module")
def role(isolated: Synthesised) -> list[dict[str, Any]]:
    """The policies of the sandbox's role."""
    found = [each["Properties"] for each in isolated.resources("AWS::IAM::Role")]
    (properties,) = [each for each in found if "Network" in {policy["PolicyName"] for policy in each["Policies"]}]
    return policies_in(properties, REGION)


def functions(stacks: Synthesised) -> list[dict[str, Any]]:
    return [each["Properties"] for each in stacks.resources("AWS::Lambda::Function")]


def test_the_network_is_a_vpc_with_two_subnets_and_nothing_that_leads_out(isolated: Synthesised) -> None:
    template = isolated.stacks[isolated_stack_name(REGION)]
    kinds = sorted(each["Type"] for each in template["Resources"].values())
    assert kinds == ["AWS::EC2::SecurityGroup", "AWS::EC2::Subnet", "AWS::EC2::Subnet", "AWS::EC2::VPC"]
    vpc, group = isolated.one("AWS::EC2::VPC"), isolated.one("AWS::EC2::SecurityGroup")
    assert (vpc["EnableDnsSupport"], vpc["EnableDnsHostnames"]) == (False, False)
    assert "SecurityGroupIngress" not in group
    # Without a rule, EC2 adds one that lets everything out; no packet matches this one.
    assert [(rule["IpProtocol"], rule["CidrIp"]) for rule in group["SecurityGroupEgress"]] == [
        ("icmp", "255.255.255.255/32")
    ]
    assert {each["Export"]["Name"] for each in template["Outputs"].values()} == {ISOLATED_GROUP, *ISOLATED_SUBNETS}


def test_only_the_sandbox_is_in_the_network(isolated: Synthesised, sandbox: dict[str, Any]) -> None:
    assert sandbox["VpcConfig"] == {
        "SubnetIds": [{"Fn::ImportValue": each} for each in ISOLATED_SUBNETS],
        "SecurityGroupIds": [{"Fn::ImportValue": ISOLATED_GROUP}],
    }
    assert [each["FunctionName"] for each in functions(isolated) if "VpcConfig" in each] == [sandbox["FunctionName"]]


def test_of_every_action_of_aws_the_sandboxs_own_code_may_write_its_log_alone(
    role: list[dict[str, Any]], sandbox: dict[str, Any], tmp_path: Path
) -> None:
    own = {"lambda:SourceFunctionArn": arn("lambda", f"function:{sandbox['FunctionName']}")}
    actions = tmp_path / "actions.json"
    actions.write_text(json.dumps(every_action()))
    places = [arn("ec2", "network-interface/*"), arn("ec2", f"subnet/{ISOLATED_SUBNETS[0]}"), own_log(), "*"]
    (words,) = by_ministack([(role, [Request("*", place, own) for place in places])], actions)
    assert {action for each in words for action in each} == LOG
    asked = [Request(action, place, own) for action in sorted(INTERFACES) for place in places[:2]]
    (others,) = by_iam_simulate([(role, asked)])
    assert "Allowed" not in others


def test_lambda_itself_may_attach_the_function_to_these_subnets_alone(role: list[dict[str, Any]]) -> None:
    places = [
        *(arn("ec2", f"subnet/{each}") for each in ISOLATED_SUBNETS),
        arn("ec2", f"security-group/{ISOLATED_GROUP}"),
        arn("ec2", "network-interface/*"),
        arn("ec2", "subnet/subnet-0another"),
        arn("ec2", "security-group/sg-0another"),
    ]
    (words,) = by_ministack([(role, [Request(CREATE, place, {}) for place in places])])
    assert words == ["Allowed"] * 4 + ["ImplicitlyDenied"] * 2


def arn(service: str, resource: str) -> str:
    return f"arn:aws:{service}:{REGION}:{ACCOUNT}:{resource}"


def own_log() -> str:
    group = changed_of("code", name="isolated").sandbox_log_group_name
    return arn("logs", f"log-group:{group}:log-stream:x")
