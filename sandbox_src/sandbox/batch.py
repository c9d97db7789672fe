"""Programs side by side: jobs -> what came of each case of each, over as many threads as there are processors."""

import json
import math
import os
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, cast

from sandbox.engine import Component
from sandbox.run import CASE_FUEL, Ran, run

__all__ = ["PROGRAM_FUEL", "PROGRAM_REPLY", "OutOfTime", "run_jobs"]

PROGRAM_FUEL: Final = 10_000_000_000
"""Instructions for all cases of one program, so that one that never ends costs no more for having many cases."""
PROGRAM_REPLY: Final = 300_000
"""Characters of JSON for all that one program returns and writes, so that a reply of eight fits into Lambda's 6 MB."""
_OUT_OF_FUEL: Final = Ran("out_of_fuel")


class OutOfTime(Exception):
    """The invocation has no time left. It is to blame, and not a program: fuel ends each of them long before."""


def run_jobs(
    component: Component, jobs: Sequence[Mapping[str, object]], ends: float = math.inf
) -> list[list[dict[str, object]]]:
    """Return for each job, in order, what came of each of its cases.

    Args:
        component: what the programs run in.
        jobs: ``program``, and ``cases`` as ``run`` takes them.
        ends: the time of ``time.monotonic`` by which all must be done.

    Raises:
        BrokenSandbox: no instance could be made.
        OutOfTime: ``ends`` has come.
    """
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    workers = min(len(jobs), processors)
    if workers < 2:
        return [_run_job(component, job, ends) for job in jobs]
    with ThreadPoolExecutor(workers) as threads:
        under_way = [threads.submit(_run_job, component, job, ends) for job in jobs]
        return [each.result() for each in under_way]


def _run_job(component: Component, job: Mapping[str, Any], ends: float) -> list[dict[str, object]]:
    fuel, room, results = PROGRAM_FUEL, PROGRAM_REPLY, list[dict[str, object]]()
    for case in cast("list[Mapping[str, object]]", job["cases"]):
        ran = run(component, job["program"], case, min(CASE_FUEL, fuel)) if fuel > 0 else _OUT_OF_FUEL
        if ran.outcome == "out_of_time" or time.monotonic() > ends:
            raise OutOfTime("the invocation ended before its programs; send fewer, or give it more time")
        fuel -= ran.fuel
        told = ran._asdict()
        room -= len(json.dumps(told))
        if room < 0:
            told = Ran("too_much_output", fuel=ran.fuel, milliseconds=ran.milliseconds)._asdict()
        results.append(told)
        if ran.outcome == "uncompiled":
            # It would not compile for the others either.
            return [told] * len(job["cases"])
    return results
