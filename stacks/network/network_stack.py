"""``NetworkStack``: Network -> interface endpoints, each with its policy, and who may open a connection to them."""

from collections.abc import Sequence
from typing import Any

from aws_cdk import Aws, Environment, Stack, Tags
from aws_cdk import aws_ec2 as ec2
from aws_cdk.aws_iam import AnyPrincipal, PolicyDocument, PolicyStatement
from compiler.network.network import SERVICES, Network, Service
from constructs import Construct

from stacks.arn import arn, global_arn
from stacks.tags import PROJECT

__all__ = ["NetworkStack", "network_stack_name"]

HTTPS = 443
NOTHING = {"ip_protocol": "icmp", "from_port": 252, "to_port": 86, "cidr_ip": "255.255.255.255/32"}
"""A rule that no packet matches. Without any rule, EC2 adds one that allows everything."""


def network_stack_name(network: Network) -> str:
    """Return the stack's name. No experiment's stack can have it: theirs have a hyphen after NovaReward."""
    return f"NovaRewards-network-{network.name}"


class NetworkStack(Stack):
    """The endpoints that a network's file names. A VPC can have each with private DNS only once."""

    def __init__(self, scope: Construct, *, network: Network, env: Environment | None = None) -> None:
        """Declare the endpoints for functions, and Lambda's endpoint for a cluster."""
        description = f"Endpoints of {network.vpc_id} for reward functions"
        super().__init__(scope, network_stack_name(network), description=description, env=env)
        Tags.of(self).add("project", PROJECT)
        self._network = network
        if network.endpoints:
            functions = self._group("Functions", "Reward functions call AWS", network.security_group_ids)
            for service in network.endpoints:
                self._endpoint(service.capitalize(), SERVICES[service], functions, self._of_functions(service))
        if network.cluster_security_group_ids:
            cluster = self._group("Cluster", "A cluster calls reward functions", network.cluster_security_group_ids)
            self._endpoint("Lambda", "lambda", cluster, self._of_cluster())

    def _group(self, construct_id: str, description: str, callers: Sequence[str]) -> ec2.CfnSecurityGroup:
        """Declare the security group of endpoints. It lets these groups in, and nothing out."""
        rule = ec2.CfnSecurityGroup
        return ec2.CfnSecurityGroup(
            self,
            construct_id,
            group_description=description,
            vpc_id=self._network.vpc_id,
            security_group_ingress=[
                rule.IngressProperty(
                    ip_protocol="tcp",
                    from_port=HTTPS,
                    to_port=HTTPS,
                    source_security_group_id=caller,
                    description=description,
                )
                for caller in callers
            ],
            security_group_egress=[rule.EgressProperty(**NOTHING, description="Nothing goes out")],
        )

    def _endpoint(self, construct_id: str, service: str, group: ec2.CfnSecurityGroup, allowed: PolicyStatement) -> None:
        allowed.add_principals(AnyPrincipal())
        ec2.CfnVPCEndpoint(
            self,
            f"{construct_id}Endpoint",
            vpc_id=self._network.vpc_id,
            vpc_endpoint_type="Interface",
            service_name=f"com.amazonaws.{self._network.region}.{service}",
            private_dns_enabled=True,
            subnet_ids=list(self._network.subnet_ids),
            security_group_ids=[group.attr_group_id],
            policy_document=PolicyDocument(statements=[allowed]),
        )

    def _of_functions(self, service: Service) -> PolicyStatement:
        """Allow one service's calls to the roles of the kit's functions. Each role names its own judge."""
        everything: dict[Service, tuple[list[str], str]] = {
            # A call with a guardrail needs the second action too, and each role names its guardrails.
            "bedrock": (["bedrock:InvokeModel", "bedrock:ApplyGuardrail"], "*"),
            "sagemaker": (["sagemaker:InvokeEndpoint"], arn(self, "sagemaker", "endpoint/*")),
            "logs": (
                ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
                arn(self, "logs", "log-group:/aws/lambda-insights:*"),
            ),
        }
        actions, resource = everything[service]
        # CloudFormation makes a role's name from its stack's, which begins with this.
        roles = global_arn(self, "iam", "role/NovaReward-*")
        return _allow(actions, resource, {**self._own_account(), "ArnLike": {"aws:PrincipalArn": roles}})

    def _of_cluster(self) -> PolicyStatement:
        """Allow callers of the account to invoke the kit's functions, each of every revision."""
        functions = arn(self, "lambda", "function:SageMaker-reward-*")
        return _allow(["lambda:InvokeFunction"], functions, self._own_account())

    def _own_account(self) -> dict[str, Any]:
        return {"StringEquals": {"aws:PrincipalAccount": Aws.ACCOUNT_ID}}


def _allow(actions: list[str], resource: str, conditions: dict[str, Any]) -> PolicyStatement:
    return PolicyStatement(actions=actions, resources=[resource], conditions=conditions)
