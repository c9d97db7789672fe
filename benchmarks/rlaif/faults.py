"""The kit with faults beside the kit without: same rows, same latency of every first call."""

from dataclasses import dataclass
from statistics import median
from typing import Any, Final

from benchmarks.bars import Bar
from benchmarks.ratios import Ratios
from benchmarks.rlaif.environments import Environment, Fleet, fleet
from benchmarks.rlaif.rows import judged_rows, right_scores
from benchmarks.rlaif.section import LATENCY, SAMPLES, Section, kit, progress
from tests.standin import StandIn

PAIRS: Final = 9
"""Pairs that count. One more runs first and is dropped; it also teaches both the usual latency."""
FAULTS: Final[list[dict[str, Any]]] = [
    {"fault": "hang", "share": 0.02},
    {"fault": "internal", "share": 0.03},
    {"fault": "verdict_in_text", "share": 0.05},
]
"""Shares of all calls, repeated ones included: 2 % never answer, 3 % return a 500, 5 % hold no verdict."""
MOST_SENDINGS: Final = 4
"""Of one batch: the platform repeats a failed one up to three times (AWS's post on Nova reward functions)."""


@dataclass(frozen=True)
class Sent:
    """One batch, sent until it is scored."""

    seconds: float
    """Seconds of all its invocations together."""
    invocations: int
    scored: int
    calls: int


def under_faults() -> Section:
    """Run pairs in real time: the engine's time-outs have a floor in seconds, so scaled latencies would mislead."""
    with fleet(2) as made:
        made.become("kit", **kit())
        pairs = [_pair(made, run) for run in range(PAIRS + 1)][1:]
    ratios = Ratios([faulty.seconds / clean.seconds for clean, faulty in pairs])
    faulty = [two for _, two in pairs]
    every, scored = PAIRS * SAMPLES, sum(two.scored for two in faulty)
    line = (
        f"{median(clean.seconds for clean, _ in pairs):.2f}",
        f"{median(two.seconds for two in faulty):.2f}",
        str(ratios),
        f"{max(ratios.values):.2f}",
        f"{scored} of {every}",
        f"{sum(two.invocations > 1 for two in faulty)} of {PAIRS}",
        f"{sum(two.calls for two in faulty) / every:.2f}",
    )
    bars = (
        Bar(f"scored of {every}, 2 % hung, 3 % 500, 5 % malformed", scored, every, at_least=True, unit=""),
        Bar("with/without these faults, no quota, upper quartile", ratios.upper, 2),
    )
    return Section("Faults", HEAD, (line,), bars)


def _pair(made: Fleet, run: int) -> tuple[Sent, Sent]:
    clean, faulty = made.environments
    pair = _sent(made.judge, clean, run, []), _sent(made.judge, faulty, run, FAULTS)
    progress(f"faults: {run + 1} of {PAIRS + 1}, {pair[0].seconds:.1f} s without, {pair[1]}")
    return pair


def _sent(judge: StandIn, environment: Environment, run: int, faults: list[dict[str, Any]]) -> Sent:
    judge.configure(seed=run, latency=dict(LATENCY), faults=faults)
    rows, seconds, invocations, scored = judged_rows(run, SAMPLES), 0.0, 0, 0
    while invocations < MOST_SENDINGS and not scored:
        outcome = environment.invoke(rows)
        seconds, invocations, scored = seconds + outcome.seconds, invocations + 1, outcome.scored
        if outcome.scores not in ([], right_scores(SAMPLES)):
            raise SystemExit("faults: got a wrong score; a fault must cost time and never change a score")
    return Sent(seconds, invocations, scored, judge.calls()["count"])


HEAD: Final = (
    "without faults, s",
    "with, s",
    "with/without",
    "worst",
    "scored",
    "batches sent again",
    "calls a sample",
)
