"""Tell linear cost from quadratic: the CPU time of 2n characters is less than three times that of n.

CPU time, the least of several calls, and several tries: other work on the machine can only lengthen a measurement, and
quadratic growth shows in every try.
"""

import time
from collections.abc import Callable
from typing import Final

LEAST: Final = 0.02
"""Seconds of CPU time below which the clock says little."""
TRIES: Final = 5


def cost(call: Callable[[str], object], text: str) -> float:
    """Return the least CPU seconds of three calls; one call is enough if it takes next to nothing."""
    times: list[float] = []
    for _ in range(3):
        started = time.process_time()
        call(text)
        times.append(time.process_time() - started)
        if times[-1] < LEAST / 2:
            break
    return min(times)


def grows_like_its_length(call: Callable[[str], object], unit: str, longest: int) -> bool:
    """Double ``unit`` until a call takes ``LEAST`` seconds or the text has ``longest`` characters, then once more."""
    text = unit * (1 + 16_000 // len(unit))
    while cost(call, text) < LEAST and len(text) < longest:
        text += text
    return any(cost(call, text + text) < max(3 * cost(call, text), LEAST) for _ in range(TRIES))
