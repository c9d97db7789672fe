"""Programs one after another: jobs -> the result of each case of each, in this process."""

import json
import math
import time
from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

from sandbox.engine import Component
from sandbox.run import CASE_FUEL, Ran, run

__all__ = ["PROGRAM_FUEL", "PROGRAM_REPLY", "Job", "OutOfTime", "Runs", "run_job", "run_jobs"]

PROGRAM_FUEL: Final = 10_000_000_000
"""Instructions for all cases of one program, so that one that never ends costs no more for having many cases."""
PROGRAM_REPLY: Final = 300_000
"""Characters of JSON for all that one program returns and writes, so that a reply of eight fits into Lambda's 6 MB."""
_OUT_OF_FUEL: Final = Ran("out_of_fuel")

Job = Mapping[str, Any]
"""``program``, and ``cases`` as ``run`` takes them."""
Runs = list[dict[str, object]]
"""The result of each case of a job."""


class OutOfTime(Exception):
    """The invocation has no time left. It is to blame, and not a program: fuel ends each of them long before."""

    def __init__(self) -> None:
        """Write the message, with the remedy."""
        super().__init__("the invocation ended before its programs; send fewer, or give it more time")


def run_jobs(component: Component, jobs: Sequence[Job], ends: float = math.inf) -> list[Runs]:
    """Return for each job, in order, the result of each of its cases. Raises as ``run_job``."""
    return [run_job(component, job, ends) for job in jobs]


def run_job(component: Component, job: Job, ends: float = math.inf) -> Runs:
    """Return the result of each case of a program.

    Args:
        component: the component that runs the program.
        job: see ``Job``.
        ends: the time of ``time.monotonic`` by which all must be done.

    Raises:
        BrokenSandbox: no instance could be made.
        OutOfTime: ``ends`` has come.
    """
    fuel, room, results = PROGRAM_FUEL, PROGRAM_REPLY, Runs()
    for case in cast("list[Mapping[str, object]]", job["cases"]):
        ran = run(component, job["program"], case, min(CASE_FUEL, fuel)) if fuel > 0 else _OUT_OF_FUEL
        if ran.outcome == "out_of_time" or time.monotonic() > ends:
            raise OutOfTime
        fuel -= ran.fuel
        told = ran._asdict()
        room -= len(json.dumps(told))
        if room < 0:
            told = ran._replace(outcome="too_much_output", value=None, stdout=None, error="")._asdict()
        results.append(told)
        if ran.outcome == "uncompiled":
            # It would not compile for the others either.
            return [told] * len(job["cases"])
    return results
