"""From a construct to the CloudFormation resource that it stands for."""

from aws_cdk import CfnResource
from constructs import Construct

__all__ = ["resource_of"]


def resource_of(construct: Construct) -> CfnResource:
    """Return the one CloudFormation resource that ``construct`` stands for."""
    resource = construct.node.default_child
    if not isinstance(resource, CfnResource):
        raise TypeError(f"{construct.node.path}: got {resource!r}, expected a CfnResource as default child")
    return resource
