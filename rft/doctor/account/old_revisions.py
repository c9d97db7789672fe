"""Finds the resources of old revisions: roles, functions and, above all, reserved concurrency."""

from dataclasses import dataclass

from rft.doctor.account.account import Account, AwsReply
from rft.doctor.account.deployed import Deployment
from rft.doctor.finding import Finding


@dataclass(frozen=True)
class Held:
    """The resources of one experiment's old revisions."""

    finding: Finding
    reserved: int
    """Concurrent executions that no other function can use."""


def held_by_old(account: Account, found: Deployment) -> Held:
    """Return the resources of an experiment's old revisions."""
    what = f"old revisions of {found.compiled.label}"
    reserved: dict[str, int] = {}
    for each in found.old:
        reply = _concurrency(account, what, found.region, each.function)
        if isinstance(reply, Finding):
            return Held(reply, 0)
        reserved[each.revision] = int(reply.get("ReservedConcurrentExecutions", 0))
    total = sum(reserved.values())
    if not reserved:
        return Held(Finding(what, "good", "none"), 0)
    holding = ", ".join(f"{name} reserves {count}" if count else name for name, count in reserved.items())
    says = (
        f"{holding}: each holds a stack and a role; `rft prune {found.verb}` shows who calls them, and with --yes "
        "deletes those that nobody calls"
    )
    return Held(Finding(what, "warning", says), total)


def _concurrency(account: Account, what: str, region: str, function: str) -> AwsReply | Finding:
    gone = "gone"
    reply = account.look(what, ("lambda", region), "get_function_concurrency", gone, FunctionName=function)
    return {} if isinstance(reply, Finding) and reply.says == gone else reply
