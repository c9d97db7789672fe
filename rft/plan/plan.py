"""``Plan``: a case, the same with one thing changed at a time, and the comparison."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from compiler.capacity.account import Quotas, account_findings
from compiler.capacity.concurrency import concurrency_findings
from compiler.capacity.judging import judging_findings
from compiler.capacity.log_volume import log_findings
from compiler.capacity.payload import payload_findings
from compiler.experiment.experiment import Experiment

from rft.plan.case import Case
from rft.plan.changes import Change, changes, reliefs
from rft.plan.forecast import Forecast, forecast

__all__ = ["Advised", "Plan", "Trial", "plan"]

FELT: Final = 0.05
"""A change that saves less than this share of the time, or of the dollars, helps nobody."""
LEAST_USD: Final = 0.01
SWEEP: Final = (1, 2, 4, 8, 12, 16, 32, 64, 100, 128, 256, 512, 1000)
"""Invocations at once that are tried."""
BATCHES: Final = (8, 16, 32, 64, 128, 256, 512)
MEMORIES: Final = (256, 512, 1024, 1769)


@dataclass(frozen=True)
class Trial:
    """A change, and its forecast."""

    change: Change
    forecast: Forecast


@dataclass(frozen=True)
class Advised:
    """Settings by the simulation: the least of each beyond which nothing is gained."""

    batch_size: int
    concurrency: int
    reserved_concurrency: int
    timeout_seconds: int
    memory_mb: int
    requests_per_minute: int | None
    """Calls a minute that the job makes if no quota holds it up; ``None`` without a judge."""
    together: Forecast
    """All of these at once, the quota as it is."""


@dataclass(frozen=True)
class Plan:
    """Everything that the verb says."""

    now: Forecast
    findings: tuple[str, ...]
    """The warnings of synth about the same experiment."""
    sweep: tuple[Forecast, ...]
    """By concurrency, from low to high."""
    tried: tuple[Trial, ...]
    binds: str
    """The limit whose relief saves most time; empty if none saves any."""
    helps: Trial | None
    """The one change that helps most; ``None`` if none helps."""
    advised: Advised

    @property
    def faults(self) -> tuple[str, ...]:
        """Why this cannot work, with the figures; empty if it can."""
        return tuple(_faults(self.now))


def plan(case: Case, everyone: Sequence[Experiment], quotas: Quotas, watching_a_month: float) -> Plan:
    """Return the plan for a case.

    Args:
        case: the experiment and the workload.
        everyone: all experiments, which share the account's quotas.
        quotas: the account's quotas, as ``cdk.json`` gives them.
        watching_a_month: US dollars of metrics, alarms and dashboard.
    """
    now = forecast(case, watching_a_month)
    tried = tuple(Trial(each, forecast(each.case, watching_a_month)) for each in changes(case))
    sweep = _sweep(case, watching_a_month)
    relieved = [Trial(each, forecast(each.case)) for each in reliefs(case)]
    best = min(relieved, key=_rank, default=None)
    return Plan(
        now=now,
        findings=_findings(case, everyone, quotas),
        sweep=sweep,
        tried=tried,
        binds=best.change.field if best is not None and _gain(now, best.forecast) > FELT else "",
        helps=_helps(now, tried),
        advised=_advised(now, sweep, relieved),
    )


def _findings(case: Case, everyone: Sequence[Experiment], quotas: Quotas) -> tuple[str, ...]:
    experiment = case.experiment
    others = [each for each in everyone if each.name != experiment.name]
    found = [
        *payload_findings(experiment.job),
        *concurrency_findings(experiment),
        *judging_findings(experiment, case.questions),
        *log_findings(experiment),
        *(finding for names, finding in account_findings([experiment, *others], quotas) if experiment.name in names),
    ]
    return tuple(finding.text for finding in found)


def _rank(trial: Trial) -> tuple[bool, float]:
    """Sort working cases first, and faster ones before slower ones."""
    made = trial.forecast
    return not made.works, made.run_seconds


def _gain(now: Forecast, other: Forecast) -> float:
    """Return the share of the time that the other one saves; 1 if it works and this one does not, 0 if neither does."""
    if not (now.works and other.works):
        return float(other.works) - float(now.works)
    return 1 - other.run_seconds / now.run_seconds


def _helps(now: Forecast, tried: Sequence[Trial]) -> Trial | None:
    """Return the change that makes it work, or fastest, or else cheaper without making it slow."""
    best = min(tried, key=_rank, default=None)
    if best is not None and _gain(now, best.forecast) > FELT:
        return best
    cheaper = [each for each in tried if each.forecast.works and _gain(now, each.forecast) > -FELT]
    cheapest = min(cheaper, key=lambda each: each.forecast.dollars.total, default=None)
    if not now.works or cheapest is None:
        return None
    saved = now.dollars.total - cheapest.forecast.dollars.total
    return cheapest if saved > max(LEAST_USD, FELT * now.dollars.total) else None


def _sweep(case: Case, watching: float) -> tuple[Forecast, ...]:
    singles = case.workload.singles
    most = ceil(case.workload.samples / case.batch_size) if singles is None else singles.at_once
    wanted = sorted({*(each for each in SWEEP if each <= most), min(most, SWEEP[-1]), case.experiment.job.concurrency})
    return tuple(forecast(_at_once(case, each), watching) for each in wanted)


def _at_once(case: Case, number: int) -> Case:
    return case.changed(job={"concurrency": number}, reserved_concurrency=number)


def _advised(now: Forecast, sweep: Sequence[Forecast], relieved: Sequence[Trial]) -> Advised:
    """Choose one setting after the other, each beside those that were chosen before."""
    sized = _worth(now, [forecast(now.case.changed(job={"batch_size": size})) for size in _batches(now.case)])
    swept = sweep if sized is now else _sweep(sized.case, 0.0)
    spread = _least(swept) or sized
    chosen = _least([forecast(spread.case.changed(memory_mb=size)) for size in MEMORIES]) or spread
    if now.works and chosen.run_seconds > now.run_seconds * (1 + FELT):
        chosen = now
    experiment, job = chosen.case.experiment, chosen.case.experiment.job
    free = next((each.forecast for each in relieved if each.change.field == "the judge's quota"), None)
    return Advised(
        batch_size=job.batch_size,
        concurrency=job.concurrency,
        reserved_concurrency=job.concurrency,
        timeout_seconds=_timeout(chosen.longest_seconds),
        memory_mb=experiment.memory_mb,
        requests_per_minute=None if free is None else ceil(60 * free.calls / free.step_seconds),
        together=chosen,
    )


def _timeout(longest: float) -> int:
    """Return twice the longest invocation, in tens of seconds, within Lambda's range."""
    return min(900, max(10, 10 * ceil(2 * longest / 10)))


def _batches(case: Case) -> list[int]:
    job = case.experiment.job
    sizes = [] if case.workload.singles is not None else [each for each in BATCHES if each != job.batch_size]
    return [each for each in sizes if not list(payload_findings(job.model_copy(update={"batch_size": each})))]


def _worth(now: Forecast, others: Sequence[Forecast]) -> Forecast:
    """Return the fastest, or the present one if no other one is much faster."""
    working = [each for each in others if each.works]
    fastest = min(working, key=lambda each: each.run_seconds, default=now)
    return fastest if not now.works or fastest.run_seconds < now.run_seconds * (1 - 2 * FELT) else now


def _least(made: Sequence[Forecast]) -> Forecast | None:
    """Return the first that works and is within a twentieth of the fastest."""
    working = [each for each in made if each.works]
    fastest = min((each.run_seconds for each in working), default=0.0)
    return next((each for each in working if each.run_seconds <= fastest * (1 + FELT)), None)


def _faults(now: Forecast) -> list[str]:
    case, found = now.case, list[str]()
    if not case.fits_payload:
        found.append(
            f"payload: a batch of {case.batch_size} samples of {case.workload.sample_tokens} tokens is "
            f"{case.payload / 1024 / 1024:.1f} MB, and Lambda takes at most 6 MB; send smaller batches"
        )
    if now.lost_share:
        reasons = ", ".join(f"{count} by {reason}" for reason, count in now.faults.most_common())
        found.append(
            f"{now.lost_share:.0%} of the batches fail four times of four, and a job ends with the first: invocations "
            f"failed {reasons}, the longest after {now.longest_seconds:.0f} s of {case.experiment.timeout_seconds} s"
        )
    return found
