"""One cell by the simulation of ``rft plan``, with the latencies that the stand-in will draw."""

from dataclasses import dataclass
from functools import partial

from reward_runtime.judge.settings import JudgeSettings

from benchmarks.plan.cell import Cell
from benchmarks.plan.questions import questions_about
from benchmarks.plan.real import BURST, batches_of
from localaws.standin.configuration import Latency  # noqa: TID251 - its draws
from localaws.standin.latency import seconds  # noqa: TID251 - its draws
from rft.plan.simulation.fleet import Fleet
from rft.plan.simulation.setup import Invocation, Processor, Quota, Setup

__all__ = ["Predicted", "predicted"]


@dataclass(frozen=True)
class Predicted:
    """The figures of the plan."""

    seconds: float
    failed: int
    calls: int


def predicted(cell: Cell, number: int, processor: Processor) -> Predicted:
    """Simulate a cell, before it runs or after."""
    judge = JudgeSettings(
        "m",
        requests_per_minute=cell.share,
        concurrency=min(cell.at_once, cell.size),
        hedge=cell.hedge,
        canary_share=0.0,
    )
    setup = Setup(
        concurrency=cell.environments,
        seconds=cell.timeout,
        processor=processor,
        judge=judge,
        latency=partial(seconds, Latency(cell.p50, cell.p99), number),
        quota=Quota(cell.quota, 0.0, BURST) if cell.quota else Quota(),
        tries=1,
    )
    right = [at % 2 == 0 for at in range(cell.size)]
    kept = max(1, round(cell.size * (1 - cell.equal)))
    right = right[:kept] + [right[at % kept] for at in range(kept, cell.size)]
    work = [Invocation(cell.size, questions_about(rows, right)) for rows in batches_of(cell, number)]
    step = Fleet(setup, number).step(work)
    return Predicted(step.seconds, step.lost, step.calls)
