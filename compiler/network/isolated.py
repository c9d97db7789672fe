"""The names of the isolated network: one VPC for the sandboxes of all experiments of a region."""

from typing import Final

__all__ = ["ISOLATED_GROUP", "ISOLATED_SUBNETS", "isolated_stack_name"]

ISOLATED_SUBNETS: Final = ("NovaRewardsIsolatedSubnetA", "NovaRewardsIsolatedSubnetB")
"""Exports of the stack: the ids of its subnets."""
ISOLATED_GROUP: Final = "NovaRewardsIsolatedGroup"
"""Export of the stack: the id of its security group."""


def isolated_stack_name(region: str | None) -> str:
    """Return the stack's name in a region. No experiment's stack can have it, and no network's."""
    return f"NovaRewards-isolated-{region}"
