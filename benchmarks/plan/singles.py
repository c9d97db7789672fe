"""Single samples straight at the function under AWS's runtime client, at HyperPod's published rate."""

import os
import statistics
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from typing import Any, Final, cast

from reward_runtime.names import ENV_LOG_SHARE

from benchmarks.bars import Bar
from benchmarks.process_tree import cpu_millis
from benchmarks.rlaif.section import Section, progress
from benchmarks.rows import rows
from benchmarks.runtime_client import package
from rft.plan.simulation.fleet import Fleet
from rft.plan.simulation.setup import Invocation, Processor, Setup
from tests.runtime.emulator import ROOT, Emulator, emulated

__all__ = ["singles"]

CALLS_A_SECOND: Final = 400
SECONDS: Final = 20
ENVIRONMENTS: Final = 8
WARM: Final = 40
"""Calls of each process beforehand: they give the plan the cost of a call."""
LATE_SECONDS: Final = 2.0
"""A job keeps up if its last call ends this soon after it was due."""


@dataclass(frozen=True)
class Singles:
    """A run at the rate."""

    seconds: float
    replies: int
    """Right replies."""
    median: float
    """Seconds of a call from the time at which it was due."""

    @property
    def keeps_up(self) -> bool:
        """Whether the calls end as fast as they come."""
        return self.seconds <= SECONDS + LATE_SECONDS


def singles() -> Section:
    """Return the section: the run and the plan of it."""
    batches = rows(CALLS_A_SECOND * SECONDS)
    with ExitStack() as held:
        made = Path(held.enter_context(TemporaryDirectory(prefix="reward-plan-")))
        (made / "kit").mkdir()
        environment = {**package(ROOT, made / "kit"), ENV_LOG_SHARE: "0.05"}
        several = [
            held.enter_context(emulated(made / "kit", made / f"{number}.log", environment))
            for number in range(ENVIRONMENTS)
        ]
        cost = _cost(several, batches[0])
        progress(f"a call takes {cost * 1000:.1f} ms of a core")
        real = _run(several, batches)
    plan = _planned(cost)
    head = ("400 single samples a second", "seconds", "right replies", "median of a call, ms", "keeps up")
    lines = [
        (
            f"real, {ENVIRONMENTS} processes",
            f"{real.seconds:.1f}",
            real.replies,
            f"{real.median * 1000:.1f}",
            real.keeps_up,
        ),
        ("plan", f"{plan.seconds:.1f}", plan.replies, f"{plan.median * 1000:.1f}", plan.keeps_up),
    ]
    bars = (
        Bar(f"right replies of {len(batches)} single samples", real.replies, len(batches), at_least=True, unit=""),
        Bar("single samples: time of the plan beside the run", abs(plan.seconds / real.seconds - 1), 0.25, unit=""),
        Bar("single samples: the plan keeps up and the run did not", plan.keeps_up and not real.keeps_up, 0, unit=""),
    )
    return Section("Single samples", head, tuple(lines), bars)


def _cost(several: Sequence[Emulator], row: dict[str, Any]) -> float:
    """Return the processor seconds of a call: the function's, its emulator's and the caller's."""
    for function in several:
        function.invoke([row])
    before, own = sum(cpu_millis(each.process) for each in several), time.process_time()
    for function in several:
        for _ in range(WARM):
            function.invoke([row])
    spent = (sum(cpu_millis(each.process) for each in several) - before) / 1000 + time.process_time() - own
    return spent / (WARM * len(several))


def _run(several: Sequence[Emulator], batches: Sequence[dict[str, Any]]) -> Singles:
    idle: SimpleQueue[Emulator] = SimpleQueue()
    for each in several:
        idle.put(each)
    started = time.monotonic()

    def call(number: int) -> tuple[float, bool]:
        due = started + number / CALLS_A_SECOND
        time.sleep(max(0.0, due - time.monotonic()))
        function = idle.get()
        reply = function.invoke([batches[number]])
        idle.put(function)
        return time.monotonic() - due, _is_right(reply, batches[number])

    with ThreadPoolExecutor(2 * len(several)) as threads:
        done = list(threads.map(call, range(len(batches))))
    late, right = [each for each, _ in done], sum(good for _, good in done)
    return Singles(time.monotonic() - started, right, statistics.median(late))


def _is_right(reply: Any, row: dict[str, Any]) -> bool:
    return isinstance(reply, list) and cast("list[dict[str, Any]]", reply)[0].get("id") == row["id"]


def _planned(cost: float) -> Singles:
    """Return the plan of the run: one machine's cores, which all processes and their caller share."""
    processor = Processor(float(os.cpu_count() or 1), invocation=cost, shared=True)
    setup = Setup(concurrency=ENVIRONMENTS, seconds=30, processor=processor)
    work = [Invocation(1, arrives=number / CALLS_A_SECOND) for number in range(CALLS_A_SECOND * SECONDS)]
    step = Fleet(setup).step(work)
    return Singles(step.seconds, len(step.invocations), statistics.median(step.invocations))
