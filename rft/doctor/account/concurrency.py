"""Checks that Lambda's concurrency in each region is enough for the jobs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from compiler.experiment.experiment import Experiment

from rft.doctor.account.account import Account
from rft.doctor.finding import Finding

_NEVER_RESERVED: Final = 100
"""Concurrent executions that can never be reserved (Lambda quotas)."""
_ADVICE: Final = "ask for a higher quota 'Concurrent executions' (Service Quotas, AWS Lambda), or lower job.concurrency"


def concurrency_findings(
    account: Account, experiments: Sequence[Experiment], held: Mapping[str, int]
) -> Iterator[Finding]:
    """Yield one finding per region. ``held``: region -> concurrency that old revisions reserve there."""
    for region in sorted({each.region for each in experiments}):
        what = f"Lambda concurrency in {region}"
        reply = account.look(what, ("lambda", region), "get_account_settings")
        if isinstance(reply, Finding):
            yield reply
            continue
        limit, free = (reply["AccountLimit"][f"{kind}ConcurrentExecutions"] for kind in ("", "Unreserved"))
        finding = _fits(what, [each for each in experiments if each.region == region], limit, free)
        yield finding if not held.get(region) else replace(finding, says=f"{finding.says}{_held(held[region])}")
        yield from _told_otherwise(what, [each for each in experiments if each.region == region], limit)


def _fits(what: str, experiments: Sequence[Experiment], limit: int, free: int) -> Finding:
    """Compare the experiments with ``limit``, of which ``free`` are not reserved."""
    pool = [each for each in experiments if each.reserved_concurrency is None]
    too_many = [f"{each.name} {each.job.concurrency}" for each in pool if each.job.concurrency > free]
    reserved = sum(each.reserved_concurrency or 0 for each in experiments)
    together = sum(each.job.concurrency for each in pool)
    if too_many:
        says = f"{free} are unreserved, expected as many as each job sends: {', '.join(too_many)}; {_ADVICE}"
        return Finding(what, "bad", says)
    if reserved > limit - _NEVER_RESERVED:
        says = f"the experiments reserve {reserved} of {limit}, and {_NEVER_RESERVED} can never be reserved; {_ADVICE}"
        return Finding(what, "bad", says)
    if together > free:
        says = f"{free} are unreserved, and all jobs at once send {together}; run fewer at once, or {_ADVICE}"
        return Finding(what, "warning", says)
    return Finding(what, "good", f"{free} unreserved of {limit}; all jobs at once send {together}")


def _told_otherwise(what: str, experiments: Sequence[Experiment], limit: int) -> Iterator[Finding]:
    """Yield a finding if the alarm of some experiments compares with another limit than the account's."""
    pool = [each for each in experiments if each.reserved_concurrency is None]
    others = [f"{each.name} {given}" for each in pool if (given := each.alarms.account_concurrency) != limit]
    if others:
        says = f"alarms.account_concurrency: got {', '.join(others)}, expected the account's {limit}; set that"
        yield Finding(what, "warning", says)


def _held(count: int) -> str:
    return f"; old revisions reserve {count} of it, which `rft prune` gives back"
