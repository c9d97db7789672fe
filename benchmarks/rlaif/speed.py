"""One batch without a quota: the kit beside the published handler and beside the slowest call of its judge."""

import os
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Final

from benchmarks.bars import Bar
from benchmarks.cold_start import SHARE
from benchmarks.cpu_share import NoQuota, cpu_group, measured_share
from benchmarks.ratios import Ratios
from benchmarks.rlaif.environment import Outcome
from benchmarks.rlaif.environments import Environment, fleet
from benchmarks.rlaif.rows import judged_rows, right_scores
from benchmarks.rlaif.section import LATENCY, SAMPLES, Section, kit, progress
from tests.standin import StandIn

PAIRS: Final = 9
"""Pairs that count. One more runs first and is dropped."""
SCALE: Final = 0.1
"""Factor of all latencies in pairs with the published handler, which takes 46 s a batch in real time."""
# With hedging the last column stays empty: a call that lost to its hedge has no end in the record yet.
HEAD: Final = ("64 samples, no quota", "published, s", "kit, s", "published/kit", "CPU, ms a call", "kit/slowest call")


@dataclass(frozen=True)
class Run:
    """One batch with the judge's record of it."""

    outcome: Outcome
    slowest: float
    """Seconds of the slowest call by the judge's record."""
    calls: int


def beside_published() -> Section:
    """Run pairs at a tenth of the latencies with all of the machine's CPU."""
    with fleet(2) as made:
        ours, theirs = made.environments
        ours.become("kit", **kit())
        theirs.become("published")
        ours.ready()
        theirs.ready()
        pairs = [_pair(made.judge, ours, theirs, run) for run in range(PAIRS + 1)][1:]
    gains = Ratios([two.outcome.seconds / one.outcome.seconds for one, two in pairs])
    line = _line(f"latencies x{SCALE:g}, {os.cpu_count()} shared cores", [one for one, _ in pairs])
    line[5] = ""
    line[1], line[3] = f"{median(two.outcome.seconds for _, two in pairs):.2f}", str(gains)
    bar = Bar(f"published/kit, no quota, latencies x{SCALE:g}, lower quartile", gains.lower, 10, at_least=True)
    return Section("The published handler beside the kit", HEAD, (tuple(line),), (bar,))


def beside_slowest() -> Section:
    """Run batches in real time at a function's share of a core, without hedging, which can beat the slowest call."""
    with _share() as (group, cores, skipped), fleet(3) as made:
        plain, hedged, published = made.environments
        plain.become("kit", **kit(hedge=False))
        hedged.become("kit", **kit())
        published.become("published")
        for environment in made.environments:
            environment.ready()
            if group is not None:
                environment.join(group)
        taken = [(_run(made.judge, plain, n, 1.0), _run(made.judge, hedged, n, 1.0)) for n in _told(PAIRS + 1)][1:]
        short = [_run(made.judge, plain, 100 + n, SCALE) for n in range(PAIRS + 1)][1:]
        serial = _run(made.judge, published, 1, 1.0).outcome.seconds
    runs = [one for one, _ in taken]
    lines = [
        _line(f"real time, {cores}, without hedging", runs),
        _line(f"real time, {cores}, as deployed", [two for _, two in taken]),
        _line(f"latencies x{SCALE:g}, {cores}, without hedging", short),
    ]
    lines[1][5] = ""
    lines[1][1] = f"{serial:.1f} (one run)"
    lines[1][3] = f"{serial / median(two.outcome.seconds for _, two in taken):.1f}"
    ratios = _ratios(runs)
    bar = Bar(f"kit/slowest call in real time at {cores}, upper quartile", ratios.upper, 1.2)
    bars = () if skipped else (bar,)
    return Section("The kit beside its slowest call", HEAD, tuple(map(tuple, lines)), bars, skipped)


@contextmanager
def _share() -> Generator[tuple[Path | None, str, tuple[str, ...]]]:
    """Yield a group with the CPU of 512 MB (None if impossible), its name, and the reasons if there is none."""
    try:
        with cpu_group(SHARE) as group:
            yield group, f"{measured_share(group):.2f} of a core", ()
    except NoQuota as reason:
        skipped = f"skipped: wall beside the slowest call at {SHARE:.2f} of a core: no quota can be set ({reason})"
        yield None, "all of the machine", (skipped,)


def _told(count: int) -> Iterator[int]:
    for run in range(count):
        yield run
        progress(f"real time, at the share of 512 MB: {run + 1} of {count}")


def _pair(judge: StandIn, ours: Environment, theirs: Environment, run: int) -> tuple[Run, Run]:
    """Score the same rows with both. Compare speeds only if both agree."""
    pair = _run(judge, ours, run, SCALE), _run(judge, theirs, run, SCALE)
    if any(run.outcome.scores != right_scores(SAMPLES) for run in pair):
        raise SystemExit("the published handler and the kit differ on the benchmark's rows; no speed is compared")
    progress(f"beside the published handler: {run + 1} of {PAIRS + 1}")
    return pair


def _run(judge: StandIn, environment: Environment, run: int, scale: float) -> Run:
    judge.configure(seed=run, latency={**LATENCY, "scale": scale})
    outcome = environment.invoke(judged_rows(run, SAMPLES))
    record: dict[str, Any] = judge.calls()
    if outcome.error or outcome.scored != SAMPLES or record["count"] < SAMPLES:
        raise SystemExit(f"got {outcome.scored} of {SAMPLES} scores by {record['count']} calls: {outcome.error}")
    return Run(outcome, record["slowest"], record["count"])


def _ratios(runs: list[Run]) -> Ratios:
    return Ratios([run.outcome.seconds / run.slowest for run in runs])


def _line(name: str, runs: list[Run]) -> list[object]:
    seconds = median(run.outcome.seconds for run in runs)
    cpu = median(1000 * run.outcome.cpu / run.calls for run in runs)
    return [name, "", f"{seconds:.2f}", "", f"{cpu:.2f}", str(_ratios(runs))]
