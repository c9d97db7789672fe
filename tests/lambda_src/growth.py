"""Whether a cost grows like the length of its text: CPU time of 2n over n under 3, medians of 5."""

import statistics
import time
from collections.abc import Callable
from typing import Final

LEAST: Final = 0.05
"""Seconds of CPU time below which the clock says little."""
TRIES: Final = 3
"""A neighbour on the machine can spoil one measurement; growth that is real shows in each."""


def cost(call: Callable[[str], object], text: str) -> float:
    """Median CPU seconds of five calls; of fewer where one takes next to nothing."""
    times: list[float] = []
    for _ in range(5):
        started = time.process_time()
        call(text)
        times.append(time.process_time() - started)
        if times[-1] < LEAST / 2:
            break
    return statistics.median(times)


def grows_like_its_length(call: Callable[[str], object], unit: str, longest: int) -> bool:
    """Double ``unit`` until a call takes ``LEAST`` seconds, or the text is ``longest``, then once more."""
    text = unit * (1 + 16_000 // len(unit))
    while cost(call, text) < LEAST and len(text) < longest:
        text += text
    return any(cost(call, text + text) < max(3 * cost(call, text), LEAST) for _ in range(TRIES))
