"""The sandbox on the author's machine: the component that lies beside this package is loaded once."""

import atexit
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from sandbox.batch import run_jobs
from sandbox.engine import Component, load
from sandbox.run import BrokenSandbox

__all__ = ["BrokenSandbox", "run"]


def run(jobs: Sequence[Mapping[str, object]]) -> list[list[dict[str, object]]]:
    """See ``run_jobs``."""
    return run_jobs(_component(), jobs)


@cache
def _component() -> Component:
    component = load(Path(__file__).parent)
    # Freed while the interpreter still stands, because the engine's own way to free it fails after that.
    atexit.register(component.close)
    return component
