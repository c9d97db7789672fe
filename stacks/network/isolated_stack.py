"""``IsolatedStack``: a VPC that nothing enters or leaves, for the sandboxes of all experiments of a region."""

from aws_cdk import CfnOutput, Environment, Fn, Stack, Tags
from aws_cdk import aws_ec2 as ec2
from compiler.network.isolated import ISOLATED_GROUP, ISOLATED_SUBNETS, isolated_stack_name
from constructs import Construct

from stacks.checks.acknowledged import acknowledge
from stacks.network.network_stack import NOTHING
from stacks.tags import PROJECT

__all__ = ["IsolatedStack", "isolated_stack"]

_VPC = "10.0.0.0/24"
"""No other network is ever connected to it, so its addresses are nobody's."""
_SUBNETS = ("10.0.0.0/25", "10.0.0.128/25")
_UNLOGGED = "It has no gateway, no endpoint and no rule, so a flow log would have nothing to tell."


class IsolatedStack(Stack):
    """VPC, a subnet in each of two zones, and a security group without rules.

    There is no gateway, no NAT and no endpoint. Names are not resolved either: the VPC's resolver would pass
    questions on to the internet, regardless of the security group.
    """

    def __init__(self, scope: Construct, *, env: Environment) -> None:
        """Declare the network of the environment's region."""
        name = isolated_stack_name(env.region)
        super().__init__(scope, name, description="A network without a way out, for programs of models", env=env)
        Tags.of(self).add("project", PROJECT)
        vpc = ec2.CfnVPC(self, "Vpc", cidr_block=_VPC, enable_dns_support=False, enable_dns_hostnames=False)
        acknowledge(vpc, _UNLOGGED, "AwsSolutions::AwsSolutions-VPC7")
        for at, (export, block) in enumerate(zip(ISOLATED_SUBNETS, _SUBNETS, strict=True)):
            zone = Fn.select(at, Fn.get_azs())
            subnet = ec2.CfnSubnet(
                self, f"Subnet{'AB'[at]}", vpc_id=vpc.attr_vpc_id, cidr_block=block, availability_zone=zone
            )
            CfnOutput(self, f"{subnet.node.id}Id", value=subnet.attr_subnet_id, export_name=export)
        closed = ec2.CfnSecurityGroup.EgressProperty(**NOTHING, description="Nothing goes out")
        group = ec2.CfnSecurityGroup(
            self,
            "Group",
            group_description="Nothing goes in or out",
            vpc_id=vpc.attr_vpc_id,
            security_group_egress=[closed],
        )
        CfnOutput(self, "GroupId", value=group.attr_group_id, export_name=ISOLATED_GROUP)


def isolated_stack(scope: Construct, env: Environment) -> IsolatedStack:
    """Return the one stack of the environment's region; declare it for the first that asks."""
    found = scope.node.try_find_child(isolated_stack_name(env.region))
    return found if isinstance(found, IsolatedStack) else IsolatedStack(scope, env=env)
