"""The place where programs run: this process if it has one processor, else a process for each of them."""

import math
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from sandbox.batch import Job, Runs, run_jobs
from sandbox.clock import ended_after
from sandbox.engine import load
from sandbox.processors import processors
from sandbox.workers import Workers

__all__ = ["Here", "Place", "place"]


class Place(Protocol):
    """Runs programs."""

    def run_jobs(self, jobs: Sequence[Job], ends: float = math.inf) -> list[Runs]:
        """Return for each job, in order, the result of each of its cases; see ``run_job``."""
        ...

    def close(self) -> None:
        """Free it."""
        ...


class Here:
    """This process."""

    def __init__(self) -> None:
        """Load the component."""
        self._component = load(Path(__file__).parent)

    def run_jobs(self, jobs: Sequence[Job], ends: float = math.inf) -> list[Runs]:
        """See ``Place``."""
        with ended_after(ends - time.monotonic(), self._component):
            return run_jobs(self._component, jobs, ends)

    def close(self) -> None:
        """Free the component."""
        self._component.close()


def place() -> Place:
    """Return the place for the processors of this process."""
    count = processors()
    return Workers(count) if count > 1 else Here()
