"""Deletes a stack and waits until it is gone."""

import time
from collections.abc import Callable
from typing import Any, Final

from botocore.exceptions import ClientError

from rft.failures import CheckFailed
from rft.lifecycle.place import Place
from rft.lifecycle.stacks import Stack

__all__ = ["remove"]

_LONGEST_SECONDS: Final = 45 * 60
"""A function in a VPC waits for its network interfaces: up to 40 minutes (Lambda Developer Guide, Troubleshoot VPC)."""
_PAUSE_SECONDS: Final = 1.0


def remove(place: Place, stack: Stack, pause: Callable[[float], None] = time.sleep) -> None:
    """Delete one stack with everything in it.

    Raises:
        CheckFailed: CloudFormation could not delete a resource, or did not end. The command can be given again.
    """
    client = place.client("cloudformation")
    # A deleted stack is found by its id alone.
    identity = client.describe_stacks(StackName=stack.name)["Stacks"][0]["StackId"]
    client.delete_stack(StackName=stack.name)
    ends = time.monotonic() + _LONGEST_SECONDS
    while (status := _status(client, identity)) != "DELETE_COMPLETE":
        if status == "DELETE_FAILED":
            raise CheckFailed(
                f"stack {stack.name}: not deleted: {_reason(client, identity)}; correct that and try again"
            )
        if time.monotonic() > ends:
            raise CheckFailed(
                f"stack {stack.name}: still {status} after {_LONGEST_SECONDS // 60} minutes, expected it to be gone; "
                "look at its events in the console, and try again"
            )
        pause(_PAUSE_SECONDS if place.name == "aws" else _PAUSE_SECONDS / 10)


def _status(client: Any, identity: str) -> str:
    try:
        return str(client.describe_stacks(StackName=identity)["Stacks"][0]["StackStatus"])
    except ClientError as error:
        if "does not exist" in str(error):
            return "DELETE_COMPLETE"
        raise


def _reason(client: Any, identity: str) -> str:
    events = client.describe_stack_events(StackName=identity)["StackEvents"]
    for each in events:
        if each["ResourceStatus"] == "DELETE_FAILED" and each.get("ResourceStatusReason"):
            return f"{each['LogicalResourceId']}: {each['ResourceStatusReason']}"
    return "CloudFormation gave no reason"
