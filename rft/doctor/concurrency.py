"""How many functions may run at once in each region, beside what the jobs send."""

from collections.abc import Iterator, Sequence
from typing import Final

from compiler.experiment.experiment import Experiment

from rft.doctor.account import Account
from rft.doctor.finding import Finding

_NEVER_RESERVED: Final = 100
"""Concurrent executions that Lambda keeps from being reserved (Lambda quotas)."""
_ADVICE: Final = "have 'Concurrent executions' raised (Service Quotas, AWS Lambda), or lower job.concurrency"


def concurrency_findings(account: Account, experiments: Sequence[Experiment]) -> Iterator[Finding]:
    """Yield one finding a region."""
    for region in sorted({each.region for each in experiments}):
        what = f"Lambda concurrency in {region}"
        reply = account.look(what, ("lambda", region), "get_account_settings")
        if isinstance(reply, Finding):
            yield reply
            continue
        limit, free = (reply["AccountLimit"][f"{kind}ConcurrentExecutions"] for kind in ("", "Unreserved"))
        yield _fits(what, [each for each in experiments if each.region == region], limit, free)


def _fits(what: str, experiments: Sequence[Experiment], limit: int, free: int) -> Finding:
    """``limit`` and, of it, what is not reserved: ``free``."""
    pool = [each for each in experiments if each.reserved_concurrency is None]
    too_many = [f"{each.name} {each.job.concurrency}" for each in pool if each.job.concurrency > free]
    reserved = sum(each.reserved_concurrency or 0 for each in experiments)
    together = sum(each.job.concurrency for each in pool)
    if too_many:
        says = f"{free} are unreserved, expected as many as a job sends: {', '.join(too_many)}; {_ADVICE}"
        return Finding(what, "bad", says)
    if reserved > limit - _NEVER_RESERVED:
        says = f"{reserved} are to be reserved of {limit}, {_NEVER_RESERVED} of which never are; {_ADVICE}"
        return Finding(what, "bad", says)
    if together > free:
        says = f"{free} are unreserved, and all jobs at once send {together}; run fewer at once, or {_ADVICE}"
        return Finding(what, "warning", says)
    return Finding(what, "good", f"{free} unreserved of {limit}; all jobs at once send {together}")
