"""The endpoints of a VPC: their services, callers and sources."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import App

from compiler.network.network import Network
from stacks.permissions.comparison import broadening
from stacks.permissions.trimmed import trimmed
from tests.stacks.conftest import NETWORK
from tests.stacks.synthesis import FLAGS, Synthesised, add_network, read_assembly
from tests.stacks.test_deploy_stack import joined

STACK = "NovaRewards-network-of-the-tests"


@pytest.fixture
def network(assembly: Path) -> Synthesised:
    return read_assembly(assembly, STACK)


def endpoints(stack: Synthesised) -> dict[str, Any]:
    found = [each["Properties"] for each in stack.resources("AWS::EC2::VPCEndpoint")]
    return {each["ServiceName"].removeprefix("com.amazonaws.us-east-1."): each for each in found}


def groups(stack: Synthesised) -> dict[str, Any]:
    template = stack.template["Resources"]
    return {name: each for name, each in template.items() if each["Type"] == "AWS::EC2::SecurityGroup"}


def statement(endpoint: Any) -> Any:
    (only,) = endpoint["PolicyDocument"]["Statement"]
    return only


def test_each_service_has_an_endpoint_that_the_whole_vpc_finds_by_the_services_own_name(network: Synthesised) -> None:
    assert endpoints(network).keys() == {"bedrock-runtime", "sagemaker.runtime", "logs", "lambda"}
    for each in endpoints(network).values():
        assert (each["VpcId"], each["SubnetIds"]) == (NETWORK["vpc_id"], NETWORK["subnet_ids"])
        assert each["PrivateDnsEnabled"] is True
        assert each["VpcEndpointType"] == "Interface"


def test_functions_and_cluster_reach_their_own_endpoints_only(network: Synthesised) -> None:
    callers = {"Functions": NETWORK["security_group_ids"], "Cluster": NETWORK["cluster_security_group_ids"]}
    for name, group in groups(network).items():
        rules = group["Properties"]["SecurityGroupIngress"]
        assert [rule["SourceSecurityGroupId"] for rule in rules] == callers[name]
        assert {(rule["IpProtocol"], rule["FromPort"], rule["ToPort"]) for rule in rules} == {("tcp", 443, 443)}
        (outward,) = group["Properties"]["SecurityGroupEgress"]
        assert outward["CidrIp"] == "255.255.255.255/32"
    for service, each in endpoints(network).items():
        owner = "Cluster" if service == "lambda" else "Functions"
        assert each["SecurityGroupIds"] == [{"Fn::GetAtt": [owner, "GroupId"]}]


def test_an_endpoint_serves_the_kits_roles_and_functions_of_this_account_alone(network: Synthesised) -> None:
    roles = "arn:<Partition>:iam::<AccountId>:role/NovaReward-*"
    allowed = {
        "bedrock-runtime": ["bedrock:ApplyGuardrail", "bedrock:InvokeModel"],
        "sagemaker.runtime": ["sagemaker:InvokeEndpoint"],
        "logs": ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
        "lambda": ["lambda:InvokeFunction"],
    }
    for service, each in endpoints(network).items():
        only = statement(each)
        actions = only["Action"] if isinstance(only["Action"], list) else [only["Action"]]
        assert actions == allowed[service]
        assert only["Condition"]["StringEquals"] == {"aws:PrincipalAccount": {"Ref": "AWS::AccountId"}}
        if service != "lambda":
            assert joined(only["Condition"]["ArnLike"]["aws:PrincipalArn"]) == roles
    function = joined(statement(endpoints(network)["lambda"])["Resource"])
    assert function == "arn:<Partition>:lambda:us-east-1:<AccountId>:function:SageMaker-reward-*"


def test_the_roles_of_functions_have_the_names_that_the_endpoints_serve(assembly: Path) -> None:
    """CloudFormation makes them from the stack's name, because they have none of their own."""
    for stack in read_assembly(assembly, "NovaReward-judged").stacks.items():
        name, template = stack
        roles = [each for each in template["Resources"].values() if each["Type"] == "AWS::IAM::Role"]
        assert all("RoleName" not in role["Properties"] for role in roles)
        assert name.startswith("NovaReward-")


def any_caller(template: Any) -> None:
    del statement(template["BedrockEndpoint"]["Properties"])["Condition"]


def any_function(template: Any) -> None:
    statement(template["LambdaEndpoint"]["Properties"])["Resource"] = "*"


def any_address(template: Any) -> None:
    rule = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "0.0.0.0/0"}
    template["Functions"]["Properties"]["SecurityGroupIngress"].append(rule)


@pytest.mark.parametrize("change", [any_address, any_caller, pytest.param(any_function, marks=pytest.mark.long)])
def test_the_ratchet_notices_a_wider_network(network: Synthesised, change: Callable[[Any], None]) -> None:
    before = trimmed(network.template)
    after = copy.deepcopy(before)
    change(after["Resources"])
    assert broadening(before, after) is not None


@pytest.mark.parametrize(
    ("fields", "made"),
    [
        ({"endpoints": []}, {"lambda"}),
        ({"cluster_security_group_ids": [], "endpoints": ["bedrock"]}, {"bedrock-runtime"}),
    ],
)
def test_a_side_that_the_file_leaves_out_is_not_made(tmp_path: Path, fields: dict[str, Any], made: set[str]) -> None:
    app = App(context=FLAGS, outdir=str(tmp_path))
    add_network(app, Network.model_validate(NETWORK | fields))
    app.synth()
    stack = read_assembly(tmp_path, STACK)
    assert endpoints(stack).keys() == made
    assert len(groups(stack)) == 1
