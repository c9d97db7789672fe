"""``Change``: a case with one thing changed, so that the simulation shows its effect."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from rft.plan.case import Case
from rft.plan.simulation.setup import Quota

__all__ = ["Change", "changes", "reliefs"]

LONGEST_TIMEOUT: Final = 900
MOST_MEMORY: Final = 10_240
MOST_BATCH: Final = 1024
"""The experiment's own range (``compiler.experiment.job``), and Lambda's quotas."""


@dataclass(frozen=True)
class Change:
    """One field of the experiment, or one figure of the job."""

    field: str
    before: str
    after: str
    case: Case

    def __str__(self) -> str:
        return f"{self.field} {self.after} instead of {self.before}"


def changes(case: Case) -> Iterator[Change]:
    """Yield the changes that an author can make, each alone."""
    experiment, job, judge = case.experiment, case.experiment.job, case.experiment.judge
    for wanted in (job.concurrency * 2, job.concurrency // 2):
        if wanted >= 1:
            changed = case.changed(job={"concurrency": wanted})
            yield Change("job.concurrency", str(job.concurrency), str(wanted), _carried(changed))
    if case.workload.singles is None:
        sizes = (job.batch_size * 2, job.batch_size // 2) if case.fits_payload else (case.most_samples,)
        for wanted in sizes:
            changed = case.changed(job={"batch_size": wanted})
            if 1 <= wanted <= MOST_BATCH and changed.fits_payload:
                yield Change("job.batch_size", str(job.batch_size), str(wanted), changed)
    memory, timeout = experiment.memory_mb, experiment.timeout_seconds
    for wanted in (min(MOST_MEMORY, memory * 2), max(128, memory // 2)):
        if wanted != memory:
            yield Change("memory_mb", str(memory), str(wanted), case.changed(memory_mb=wanted))
    longer = min(LONGEST_TIMEOUT, timeout * 2)
    if longer > timeout:
        yield Change("timeout_seconds", str(timeout), str(longer), case.changed(timeout_seconds=longer))
    if judge is not None:
        yield _more_quota(case, judge.requests_per_minute)
        yield Change(
            "judge.hedge", str(judge.hedge), str(not judge.hedge), case.changed(judge={"hedge": not judge.hedge})
        )


def reliefs(case: Case) -> Iterator[Change]:
    """Yield the case without one of its limits at a time: the bottleneck is the one whose removal saves most time."""
    judge, costs = case.experiment.judge, case.costs
    if judge is not None:
        more = case.changed(judge={"requests_per_minute": judge.requests_per_minute * 100, "tokens_per_minute": None})
        yield Change("the judge's quota", "", "", replace(more, quota=Quota()))
        half = {
            "latency_p50_seconds": judge.latency_p50_seconds / 2,
            "latency_p99_seconds": judge.latency_p99_seconds / 2,
        }
        yield Change("the judge's latency", "", "", case.changed(judge=half))
    wide = case.changed(job={"concurrency": case.experiment.job.concurrency * 2})
    yield Change("the number of invocations at once", "", "", _carried(wide))
    idle = replace(costs, scoring=costs.scoring / 2, invocation=costs.invocation / 2, call=costs.call / 2)
    yield Change("the function's processor", "", "", replace(case, costs=idle))
    singles = case.workload.singles
    if singles is not None:
        faster = replace(singles, workers=singles.workers * 2, generators=singles.generators * 2)
        workload = replace(case.workload, singles=faster)
        yield Change("the generation of responses", "", "", replace(case, workload=workload))


def _carried(case: Case) -> Case:
    """Let Lambda carry the job's concurrency, because a change of one alone would change nothing."""
    reserved, wanted = case.experiment.reserved_concurrency, case.experiment.job.concurrency
    return case if reserved is None or reserved >= wanted else case.changed(reserved_concurrency=wanted)


def _more_quota(case: Case, share: int) -> Change:
    """Return the case with twice the share, of an account that has twice as much."""
    judge = case.experiment.judge
    tokens = judge.tokens_per_minute if judge is not None else None
    changed = case.changed(
        judge={"requests_per_minute": 2 * share, "tokens_per_minute": None if tokens is None else 2 * tokens}
    )
    quota = case.quota
    if quota is not None:
        doubled = Quota(2 * quota.requests_per_minute, 2 * quota.tokens_per_minute, 2 * quota.burst)
        changed = replace(changed, quota=doubled)
    return Change("judge.requests_per_minute", str(share), str(2 * share), changed)
