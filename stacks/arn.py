"""ARNs of resources that another stack makes."""

from aws_cdk import Aws, Stack

__all__ = ["arn", "arn_in", "global_arn"]


def arn(stack: Stack, service: str, resource: str) -> str:
    """Return an ARN in the stack's partition, region and account."""
    return arn_in(stack, stack.region, service, resource)


def arn_in(stack: Stack, region: str, service: str, resource: str) -> str:
    """Return an ARN in another region, in the stack's partition and account."""
    return f"arn:{Aws.PARTITION}:{service}:{region}:{stack.account}:{resource}"


def global_arn(stack: Stack, service: str, resource: str) -> str:
    """Return the ARN of a resource that no region holds, in the stack's partition and account."""
    return f"arn:{Aws.PARTITION}:{service}::{stack.account}:{resource}"
