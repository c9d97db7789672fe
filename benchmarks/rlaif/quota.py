"""Twelve environments under one quota: the kit with a right and with wrong shares, and others beside it."""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median
from typing import Any, Final

from benchmarks.bars import Bar
from benchmarks.rlaif.environment import Outcome
from benchmarks.rlaif.environments import Fleet, fleet
from benchmarks.rlaif.rows import judged_rows, right_scores
from benchmarks.rlaif.section import LATENCY, SAMPLES, Section, kit, progress

ENVIRONMENTS: Final = 12
PER_MINUTE: Final = 1_200.0
BURST: Final = 50.0
"""Requests that a full quota admits at once."""
FACTORS: Final = (1.0, 0.7, 2.0)
"""The configured share as a multiple of the true one."""
REPEATS: Final = 3
"""Runs of each factor; the worst counts for the bars. The three factors run at once, each with a judge of its own."""
LEAD_SECONDS: Final = 1.0
"""Seconds from the order to the common start."""
HEAD: Final = (
    "12 x 64 samples",
    "quota, requests a minute",
    "scored",
    "wall, s",
    "limit, s",
    "wall/limit",
    "requests/call",
)


@dataclass(frozen=True)
class Job:
    """The task of a fleet."""

    name: str
    grader: str
    settings: dict[str, Any]
    per_minute: float = PER_MINUTE
    each: int = SAMPLES
    """Rows of each environment."""
    seconds: float = 60.0
    """Most seconds of an invocation."""


@dataclass(frozen=True)
class Step:
    """Result of a job."""

    outcomes: Sequence[Outcome]
    start: float
    requests: int
    scored: int
    limit: float
    """Least possible seconds: the quota's, plus the slowest call by the judge's record."""

    @property
    def wall(self) -> float:
        """Seconds from the common start to the last environment's end."""
        return max(outcome.end for outcome in self.outcomes) - self.start


def under_quota() -> tuple[Section, Section]:
    """Return the section of the quota and the section of quotas that nobody can keep."""
    with ExitStack() as held:
        fleets = [held.enter_context(fleet(ENVIRONMENTS)) for _ in FACTORS]
        shares = [Job(f"kit, share x{f:g}", "kit", kit(share=f * PER_MINUTE / ENVIRONMENTS)) for f in FACTORS]
        rounds = [_at_once(fleets, shares, run) for run in range(REPEATS)]
        others = [
            Job("botocore `standard`, 5 attempts", "threads", {"mode": "standard", "attempts": 5}),
            Job("botocore `adaptive`, 20 attempts", "threads", {"mode": "adaptive", "attempts": 20}),
            Job("published, one call at a time", "published", {}),
        ]
        beside = _at_once(fleets, others, 0)
        hopeless = _infeasible(fleets)
    steps = [[each[at] for each in rounds] for at in range(len(FACTORS))]
    lines = [_line(job, taken) for job, taken in zip(shares, steps, strict=True)]
    lines += [_line(job, [step]) for job, step in zip(others, beside, strict=True)]
    bars = [bar for job, taken in zip(shares, steps, strict=True) for bar in _bars(job.name, taken)]
    requests = max(step.requests for step in steps[0]) / (ENVIRONMENTS * SAMPLES)
    bars.append(Bar(f"requests a call, {shares[0].name}, {PER_MINUTE:,.0f} a minute, worst run", requests, 1.3))
    return Section("Twelve environments at one quota", HEAD, tuple(lines), tuple(bars)), hopeless


def _bars(name: str, steps: Sequence[Step]) -> tuple[Bar, Bar]:
    of = f"{name}, {PER_MINUTE:,.0f} a minute, worst run"
    scored, every = min(step.scored for step in steps), ENVIRONMENTS * SAMPLES
    return (
        Bar(f"scored of {every}, {of}", scored, every, at_least=True, unit=""),
        Bar(f"wall/limit, {of}", max(step.wall / step.limit for step in steps), 1.1),
    )


def _infeasible(fleets: Sequence[Fleet]) -> Section:
    """Measure a quota that the shares show to be too small, and one that only the judge's refusals show."""
    told = Job("the share says so", "kit", kit(share=500 / ENVIRONMENTS), 500)
    learnt = Job("the share says 1,200", "kit", kit(share=PER_MINUTE / ENVIRONMENTS), 500, 24, 20)
    jobs = (told, learnt)
    steps = _at_once(fleets[: len(jobs)], jobs, REPEATS)
    lines = [
        (
            job.name,
            f"{job.per_minute:g}",
            f"{ENVIRONMENTS} x {job.each}",
            f"{job.seconds:g}",
            f"{step.limit:.0f}",
            f"{step.wall:.2f}",
            sum(bool(outcome.error) for outcome in step.outcomes),
        )
        for job, step in zip(jobs, steps, strict=True)
    ]
    bars = [
        Bar(f"{job.per_minute:g} a minute, {job.name}: the last of 12 ends", step.wall, job.seconds, unit=" s")
        for job, step in zip(jobs, steps, strict=True)
    ]
    head = (
        "infeasible",
        "quota, requests a minute",
        "samples",
        "deadline, s",
        "limit, s",
        "last end, s",
        "failed of 12",
    )
    return Section("Quotas that nobody can keep", head, tuple(lines), tuple(bars))


def _at_once(fleets: Sequence[Fleet], jobs: Sequence[Job], run: int) -> list[Step]:
    """Give one job to each fleet, all at the same time."""
    for each, job in zip(fleets, jobs, strict=True):
        each.become(job.grader, **job.settings)
    with ThreadPoolExecutor(len(jobs)) as threads:
        steps = list(threads.map(_step, fleets, jobs, [run] * len(jobs)))
    for job, step in zip(jobs, steps, strict=True):
        progress(f"{job.name}: {step.scored} scored in {step.wall:.1f} s, limit {step.limit:.1f} s")
    return steps


def _step(fleet: Fleet, job: Job, run: int) -> Step:
    fleet.judge.configure(
        seed=run, latency=dict(LATENCY), limit={"requests_per_minute": job.per_minute, "burst": BURST}
    )
    start = time.monotonic() + LEAD_SECONDS
    for part, environment in enumerate(fleet.environments):
        environment.send(judged_rows(run, job.each, part), start, job.seconds)
    outcomes = [environment.outcome() for environment in fleet.environments]
    record = fleet.judge.calls()
    answered = record["outcomes"].get("answered", 0)
    calls = ENVIRONMENTS * job.each
    limit = (calls - BURST) * 60 / job.per_minute + record["slowest"]
    scored = sum(outcome.scored for outcome in outcomes)
    if job.grader == "kit" and any(outcome.scores not in ([], right_scores(job.each)) for outcome in outcomes):
        raise SystemExit(f"{job.name}: got a wrong score; no time is reported of a judge that is misread")
    # The published handler scores every row; a row that the judge never answered does not count.
    return Step(outcomes, start, record["count"], min(scored, answered), limit)


def _line(job: Job, steps: Sequence[Step]) -> tuple[object, ...]:
    every = ENVIRONMENTS * SAMPLES
    walls, ratios = [step.wall for step in steps], [step.wall / step.limit for step in steps]
    return (
        job.name,
        f"{job.per_minute:,.0f}",
        f"{min(step.scored for step in steps)} of {every}",
        _span(walls, ".1f"),
        _span([step.limit for step in steps], ".1f"),
        _span(ratios, ".2f"),
        _span([step.requests / every for step in steps], ".2f"),
    )


def _span(values: Sequence[float], form: str) -> str:
    """Return the median, with the range if there are several."""
    if len(values) == 1:
        return format(values[0], form)
    return f"{median(values):{form}} ({min(values):{form}} to {max(values):{form}})"
