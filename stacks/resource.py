"""Finds the CloudFormation resource of a construct."""

from aws_cdk import CfnResource
from constructs import Construct

__all__ = ["resource_of"]


def resource_of(construct: Construct) -> CfnResource:
    """Return the construct's CloudFormation resource.

    Raises:
        TypeError: the construct has no resource as its default child.
    """
    resource = construct.node.default_child
    if not isinstance(resource, CfnResource):
        raise TypeError(f"{construct.node.path}: got {resource!r}, expected a CfnResource as default child")
    return resource
