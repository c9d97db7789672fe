"""A section of the judge's benchmark, and the settings that all sections share."""

import os
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from benchmarks.bars import Bar, table
from compiler.compile import compile_experiment

__all__ = ["LATENCY", "SAMPLES", "Section", "kit", "progress"]

SAMPLES: Final = 64
"""Samples of an invocation; the default of Nova training."""
LATENCY: Final[Mapping[str, float]] = {"p50": 0.6, "p99": 2.5}
"""Seconds of a judge's call, lognormal: the mean is 0.72 and the slowest of 64 takes about 2.6."""
UNBOUND: Final = 100_000.0
"""Requests a minute that no run reaches."""


@dataclass(frozen=True)
class Section:
    """A table, its bars, and the skipped parts with the reason."""

    title: str
    head: tuple[str, ...]
    lines: tuple[tuple[object, ...], ...]
    bars: tuple[Bar, ...]
    skipped: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"\n{self.title}\n{table(self.head, self.lines)}"


def kit(share: float = UNBOUND, hedge: bool = True) -> dict[str, Any]:
    """Settings of the ``kit`` grader: as deployed, with ``share`` requests a minute and without canaries.

    Canaries would add two calls to one invocation in a hundred at random.
    """
    judge = {"requests_per_minute": share, "hedge": hedge, "canary_share": 0.0}
    return {"judge": judge, "environment": _environment()}


@cache
def _environment() -> dict[str, str]:
    return dict(compile_experiment("similarity").environment)


def progress(text: str) -> None:
    """Report progress and the load of the machine on standard error."""
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} load {os.getloadavg()[0]:.1f}  {text}\n")
    sys.stderr.flush()
