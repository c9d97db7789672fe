"""One part of the judge's benchmark, and what all parts have in common."""

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
"""Of an invocation; what Nova training sends by default."""
LATENCY: Final[Mapping[str, float]] = {"p50": 0.6, "p99": 2.5}
"""Seconds of a judge's call, lognormal: mean 0.72, and about 2.6 the slowest of 64."""
UNBOUND: Final = 100_000.0
"""Requests a minute that no run reaches."""


@dataclass(frozen=True)
class Section:
    """Its table, its bars, and what could not be measured here."""

    title: str
    head: tuple[str, ...]
    lines: tuple[tuple[object, ...], ...]
    bars: tuple[Bar, ...]
    skipped: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"\n{self.title}\n{table(self.head, self.lines)}"


def kit(share: float = UNBOUND, hedge: bool = True) -> dict[str, Any]:
    """Settings of the ``kit`` grader: as deployed, with this share in requests a minute, and no canaries.

    Canaries would add two calls to one invocation in a hundred, by chance.
    """
    judge = {"requests_per_minute": share, "hedge": hedge, "canary_share": 0.0}
    return {"judge": judge, "environment": _environment()}


@cache
def _environment() -> dict[str, str]:
    return dict(compile_experiment("similarity").environment)


def progress(text: str) -> None:
    """Say on standard error what was just done, and how busy the machine is."""
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} load {os.getloadavg()[0]:.1f}  {text}\n")
    sys.stderr.flush()
