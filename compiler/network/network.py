"""The model of ``networks/<name>.yaml``: one VPC, and how AWS's services are reached from it."""

from collections.abc import Mapping
from typing import Annotated, Final, Literal

from pydantic import Field, ValidationInfo, field_validator

from compiler.experiment.block import Block
from compiler.experiment.experiment import SecurityGroupId, SubnetId
from compiler.experiment.region import Region

__all__ = ["SERVICES", "Network", "Service"]

Service = Literal["bedrock", "sagemaker", "logs"]
SERVICES: Final[Mapping[Service, str]] = {
    "bedrock": "bedrock-runtime",
    "sagemaker": "sagemaker.runtime",
    "logs": "logs",
}
"""Service -> the end of its endpoint's name (AWS PrivateLink Guide, AWS services that integrate with PrivateLink)."""
VpcId = Annotated[str, Field(pattern=r"^vpc-(?:[0-9a-f]{8}|[0-9a-f]{17})$", examples=["vpc-0123456789abcdef0"])]


class Network(Block):
    """One VPC. Its stack brings the endpoints that the file names, and nothing else."""

    name: str = Field(pattern=r"^[a-z][a-z0-9-]*$", max_length=32, examples=["training"])
    """Name of the network: the file's name without ``.yaml``. It is never a field in the file."""
    region: Region = Field(default="us-east-1", examples=["us-east-1"])
    """AWS region of the VPC."""
    vpc_id: VpcId
    """Id of the VPC."""
    subnet_ids: list[SubnetId] = Field(
        min_length=1, max_length=16, examples=[["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"]]
    )
    """Subnets that hold the endpoints: one in each zone, at most. The whole VPC reaches them."""
    security_group_ids: list[SecurityGroupId] = Field(
        default_factory=list[SecurityGroupId], max_length=50, examples=[["sg-0123456789abcdef0"]]
    )
    """Security groups that the functions run in. They may call the endpoints of the services."""
    endpoints: list[Service] = Field(default_factory=list[Service], max_length=len(SERVICES), examples=[["bedrock"]])
    """Services to bring an endpoint of: bedrock and sagemaker for judges, logs for Lambda Insights."""
    already_reached: list[Service] = Field(
        default_factory=list[Service], max_length=len(SERVICES), examples=[["sagemaker"]]
    )
    """Services that are reached without the stack: through a NAT gateway, or by endpoints of your own."""
    cluster_security_group_ids: list[SecurityGroupId] = Field(
        default_factory=list[SecurityGroupId], max_length=50, examples=[["sg-0fedcba9876543210"]]
    )
    """Security groups of a HyperPod cluster in this VPC. They may invoke the kit's functions by Lambda's endpoint."""

    @field_validator("subnet_ids", "security_group_ids", "endpoints", "already_reached", "cluster_security_group_ids")
    @classmethod
    def _each_once(cls, listed: list[str]) -> list[str]:
        if len(set(listed)) < len(listed):
            raise ValueError("each once; remove the repeated one")
        return listed

    @field_validator("endpoints")
    @classmethod
    def _somebody_calls(cls, endpoints: list[Service], info: ValidationInfo) -> list[Service]:
        if endpoints and not info.data.get("security_group_ids"):
            raise ValueError("the functions' security groups under security_group_ids too, because no other may call")
        return endpoints

    @property
    def has_stack(self) -> bool:
        """Whether there is anything to deploy. Without it the file only lists the services that are reached already."""
        return bool(self.endpoints or self.cluster_security_group_ids)
