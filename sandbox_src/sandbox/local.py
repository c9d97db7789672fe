"""The sandbox on the author's machine: the component that lies beside this package is loaded once."""

import atexit
from collections.abc import Sequence
from functools import cache

from sandbox.batch import Job, Runs
from sandbox.place import Here, Place
from sandbox.processors import processors
from sandbox.run import BrokenSandbox
from sandbox.workers import Workers

__all__ = ["BrokenSandbox", "run"]


def run(jobs: Sequence[Job]) -> list[Runs]:
    """See ``run_job``. A lone program runs in this process, because to start others takes longer than it."""
    return (_here() if len(jobs) == 1 or processors() == 1 else _workers()).run_jobs(jobs)


@cache
def _here() -> Place:
    return _closed_at_exit(Here())


@cache
def _workers() -> Place:
    return _closed_at_exit(Workers(processors()))


def _closed_at_exit(place: Place) -> Place:
    # Freed while the interpreter still stands, because the engine's own way to free it fails after that.
    atexit.register(place.close)
    return place
