"""CPU time of two calls, measured in turns."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

PAIRS: Final = 15
"""Pairs that count. One more runs first and is dropped."""
SLICE_SECONDS: Final = 0.02
"""Least CPU time of one measured run. A shorter call is repeated within the run."""


@dataclass(frozen=True)
class Comparison:
    """Two calls beside each other, in CPU seconds a call."""

    first: float
    """Median of the first."""
    second: float
    """Median of the second."""
    ratio: float
    """Median over the pairs of first / second."""


def compared(first: Callable[[], object], second: Callable[[], object], pairs: int = PAIRS) -> Comparison:
    """Run the two in turns; the ratio is the median of the ratios of the pairs."""
    repeats = [_repeats(call) for call in (first, second)]
    taken = [(_cpu(first, repeats[0]), _cpu(second, repeats[1])) for _ in range(pairs + 1)][1:]
    return Comparison(
        statistics.median(one for one, _ in taken),
        statistics.median(other for _, other in taken),
        statistics.median(one / other for one, other in taken),
    )


def _repeats(call: Callable[[], object]) -> int:
    call()
    return max(1, round(SLICE_SECONDS / max(_cpu(call, 3), 1e-9)))


def _cpu(call: Callable[[], object], repeats: int) -> float:
    # Garbage of earlier runs must not count here.
    gc.collect()
    started = time.process_time()
    for _ in range(repeats):
        call()
    return (time.process_time() - started) / repeats
