"""One cell for real: batches to processes that hold the deployed engine, which ask the stand-in judge."""

import queue
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final

from benchmarks.plan.cell import Cell
from benchmarks.rlaif.environment import Outcome
from benchmarks.rlaif.environments import Environment, Fleet
from benchmarks.rlaif.rows import judged_rows
from benchmarks.rlaif.section import kit

__all__ = ["BURST", "Real", "batches_of", "run"]

BURST: Final = 20.0
LEAD_SECONDS: Final = 0.3


@dataclass(frozen=True)
class Real:
    """The result of a cell."""

    seconds: float
    failed: int
    """Batches without scores."""
    calls: int
    cpu: float
    """Processor seconds of the environments."""


def batches_of(cell: Cell, number: int) -> list[list[dict[str, Any]]]:
    """Return the rows of each batch. Rows of one name have equal texts."""
    made: list[list[dict[str, Any]]] = []
    for part in range(cell.batches):
        rows = judged_rows(number, cell.size, part)
        kept = max(1, round(cell.size * (1 - cell.equal)))
        repeated = [{**rows[at % kept], "id": f"{number}-{part}-{at}-again"} for at in range(kept, cell.size)]
        made.append([*rows[:kept], *repeated])
    return made


def run(fleet: Fleet, cell: Cell, number: int) -> Real:
    """Send the batches to as many environments as the cell has, each the next one that is waiting."""
    environments = fleet.environments[: cell.environments]
    made = kit(share=cell.share, hedge=cell.hedge)
    made["judge"]["concurrency"] = min(cell.at_once, cell.size)
    for environment in environments:
        environment.become("kit", **made)
    for environment in environments:
        environment.ready()
    limit = {"requests_per_minute": cell.quota, "burst": BURST} if cell.quota else {}
    fleet.judge.configure(seed=number, latency={"p50": cell.p50, "p99": cell.p99}, limit=limit)
    waiting: queue.SimpleQueue[list[dict[str, Any]]] = queue.SimpleQueue()
    for batch in batches_of(cell, number):
        waiting.put(batch)
    start = time.monotonic() + LEAD_SECONDS
    with ThreadPoolExecutor(len(environments)) as threads:
        served = [threads.submit(_served, each, waiting, start, cell.timeout) for each in environments]
    outcomes = [outcome for each in served for outcome in each.result()]
    return Real(
        seconds=max(outcome.end for outcome in outcomes) - start,
        failed=sum(bool(outcome.error) for outcome in outcomes),
        calls=fleet.judge.calls()["count"],
        cpu=sum(outcome.cpu for outcome in outcomes),
    )


def _served(
    environment: Environment, waiting: "queue.SimpleQueue[list[dict[str, Any]]]", start: float, timeout: float
) -> Sequence[Outcome]:
    outcomes: list[Outcome] = []
    while True:
        try:
            rows = waiting.get_nowait()
        except queue.Empty:
            return outcomes
        environment.send(rows, start, timeout)
        outcomes.append(environment.outcome())
