"""ARNs of resources that another stack makes."""

from aws_cdk import Aws, Stack

__all__ = ["arn", "global_arn"]


def arn(stack: Stack, service: str, resource: str) -> str:
    """Return an ARN in the stack's partition, region and account."""
    return f"arn:{Aws.PARTITION}:{service}:{stack.region}:{stack.account}:{resource}"


def global_arn(stack: Stack, service: str, resource: str) -> str:
    """Return the ARN of a resource that no region holds, in the stack's partition and account."""
    return f"arn:{Aws.PARTITION}:{service}::{stack.account}:{resource}"
