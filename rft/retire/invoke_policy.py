"""``InvokePolicy``: the policy that lets a job call an experiment, and the identities that have it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError
from compiler import naming

from rft.lifecycle.place import Place

__all__ = ["InvokePolicy", "find_policy"]


@dataclass(frozen=True)
class InvokePolicy:
    """The policy in the base stack."""

    arn: str
    attached: tuple[str, ...]
    """``role NAME``, ``user NAME`` or ``group NAME``; empty if it is attached to nothing, or gone."""
    _iam: Any

    def detach(self) -> None:
        """Detach it from all of them."""
        calls: dict[str, Callable[[str], Any]] = {
            "role": lambda name: self._iam.detach_role_policy(RoleName=name, PolicyArn=self.arn),
            "user": lambda name: self._iam.detach_user_policy(UserName=name, PolicyArn=self.arn),
            "group": lambda name: self._iam.detach_group_policy(GroupName=name, PolicyArn=self.arn),
        }
        for identity in self.attached:
            kind, name = identity.split(" ", 1)
            calls[kind](name)


def find_policy(place: Place, label: str) -> InvokePolicy:
    """Return the policy of an experiment, with the identities it is attached to."""
    iam = place.client("iam")
    arn = f"arn:{_partition(place.region)}:iam::{place.account}:policy/{naming.invoke_policy_name(place.region, label)}"
    try:
        pages = list(iam.get_paginator("list_entities_for_policy").paginate(PolicyArn=arn))
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") != "NoSuchEntity":
            raise
        return InvokePolicy(arn, (), iam)
    kinds = ("Role", "User", "Group")
    attached = (
        f"{kind.lower()} {each[f'{kind}Name']}" for page in pages for kind in kinds for each in page[f"Policy{kind}s"]
    )
    return InvokePolicy(arn, tuple(sorted(attached)), iam)


def _partition(region: str) -> str:
    prefixes = {"cn-": "aws-cn", "us-gov-": "aws-us-gov"}
    return next((partition for prefix, partition in prefixes.items() if region.startswith(prefix)), "aws")
