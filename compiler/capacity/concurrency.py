"""May as many invocations run as the job makes at once: the job's, against what is reserved or the account has."""

from collections.abc import Iterator

from compiler.capacity.finding import Finding
from compiler.experiment.experiment import Experiment

__all__ = ["concurrency_findings"]

ACCOUNT_DEFAULT = 1000
"""Concurrent executions of an account in a region, unless raised (Lambda quotas)."""


def concurrency_findings(experiment: Experiment) -> Iterator[Finding]:
    """Return a finding if Lambda would turn invocations of the job away."""
    wanted, reserved = experiment.job.concurrency, experiment.reserved_concurrency
    if reserved is not None and reserved < wanted:
        yield Finding(
            "concurrency",
            f"reserved_concurrency: got {reserved} for a job of {wanted} invocations at once, expected at least as "
            "many, as Lambda throttles the rest; raise it, or lower the job's concurrency",
        )
    elif reserved is None and wanted > ACCOUNT_DEFAULT:
        yield Finding(
            "concurrency",
            f"job.concurrency: got {wanted} invocations at once, expected at most {ACCOUNT_DEFAULT}, an account's "
            "default for all its functions; ask AWS for more, or lower it",
        )
