"""Whether a job's invocations may all run at once, by the function's reserved limit or the account's."""

from collections.abc import Iterator

from compiler.capacity.finding import Finding
from compiler.experiment.experiment import Experiment

__all__ = ["concurrency_findings"]


def concurrency_findings(experiment: Experiment) -> Iterator[Finding]:
    """Return a finding if Lambda would turn invocations of the job away."""
    wanted, reserved = experiment.job.concurrency, experiment.reserved_concurrency
    limit = experiment.alarms.account_concurrency
    if reserved is not None and reserved < wanted:
        yield Finding(
            "concurrency",
            f"reserved_concurrency: got {reserved} for a job of {wanted} invocations at once, expected at least as "
            "many, as Lambda throttles the rest; raise it, or lower the job's concurrency",
        )
    elif reserved is None and wanted > limit:
        yield Finding(
            "concurrency",
            f"job.concurrency: got {wanted} invocations at once, expected at most {limit}, the account's limit "
            "for all its functions (alarms.account_concurrency); lower it, or ask AWS for more and set that",
        )
