"""Compares the number of stacks, roles and policies with the account's quotas."""

from collections.abc import Iterator, Mapping
from typing import Final

from rft.doctor.account.account import Account
from rft.doctor.finding import Finding

_NEARLY: Final = 0.9
_POLICIES, _ROLES = 1, 1
"""A new experiment's policy; a new revision's role."""
PRUNE: Final = "`rft prune` deletes old revisions, `rft retire` whole experiments"


def room(what: str, used: int, limit: int, needed: int, advice: str) -> Finding:
    """Return a finding about ``used`` of ``limit`` things, of which the experiments need ``needed`` more."""
    said = f"{used} of {limit} in use, {needed} more needed to deploy all"
    if used + needed > limit:
        return Finding(what, "bad", f"{said}; {advice}, or ask for more if the quota can be raised")
    if used + needed >= _NEARLY * limit:
        return Finding(what, "warning", f"{said}; {advice}")
    return Finding(what, "good", said)


def stack_room(account: Account, region: str, used: int, needed: int) -> Finding:
    """Return a finding about the stacks of one region."""
    what = f"CloudFormation stacks in {region}"
    found = account.items(what, ("cloudformation", region), "describe_account_limits", "AccountLimits")
    if isinstance(found, Finding):
        return found
    limits: Mapping[str, int] = {str(each["Name"]): int(each["Value"]) for each in found}
    if "StackLimit" not in limits:
        return Finding(what, "unseen", f"{used} in use; AWS names no StackLimit, look in Service Quotas")
    return room(what, used, limits["StackLimit"], needed, PRUNE)


def identity_room(account: Account, home: str, revisions: int, experiments: int) -> Iterator[Finding]:
    """Yield findings about roles and policies, which an account has for all regions together.

    Args:
        account: the account.
        home: a region to ask from.
        revisions: number of new revisions to deploy.
        experiments: number of new experiments to deploy.
    """
    reply = account.look("IAM roles and policies", ("iam", home), "get_account_summary")
    if isinstance(reply, Finding):
        yield reply
        return
    counted: Mapping[str, int] = reply["SummaryMap"]
    for kind, needed in {"Roles": revisions * _ROLES, "Policies": experiments * _POLICIES}.items():
        if kind in counted and f"{kind}Quota" in counted:
            yield room(f"IAM {kind.lower()}", counted[kind], counted[f"{kind}Quota"], needed, PRUNE)
