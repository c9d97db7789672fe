"""One symbolic comparison: two guarded expressions -> ``Verdict``, within limits that the kernel holds."""

import logging
import resource
import signal
from enum import IntEnum
from pathlib import Path
from typing import Any, Final

__all__ = ["CPU_SECONDS", "Verdict", "limit", "verdict", "warm_up"]

CPU_SECONDS: Final = 1.0
"""CPU seconds of one check. Other writings of the references in ``data/math.jsonl`` took up to 0.15 s, expansions and
identities of the angle up to 0.48 s: the timer is there for what would never end, and may decide nothing nearer."""
MEMORY_BYTES: Final = 512 * 1024 * 1024
"""Address space that a check may take beyond that of the warm process."""
FLOAT_PLACES: Final = 12
"""Decimal places in which floats must agree; the library's six would take 1.414214 for a root of two."""
_WARM_UP: Final = (
    (r"2\sqrt{3}", r"\sqrt{12}"),
    ("x^2-1", "(x-1)(x+1)"),
    (r"(-\infty,2)\cup(3,5]", r"(-\infty,2)\cup(3,6]"),
    (r"(\frac{1}{2},3)", "(0.5,4)"),
    (r"\begin{pmatrix}1\\2\end{pmatrix}", r"\begin{pmatrix}1\\-2/3\end{pmatrix}"),
    ("4210_{5}", "4210"),
    (r"\sin^2(x)+\cos^2(x)", "1"),
)
"""Kinds of answer whose first check is many times as slow as the next."""


class Verdict(IntEnum):
    """The result of a check, which is the exit code of its process."""

    EQUIVALENT = 10
    DIFFERENT = 11
    BAD_GOLD = 12
    BAD_ANSWER = 13
    TOO_COMPLEX = 14
    BROKEN = 15
    OUT_OF_TIME = 16


def warm_up() -> None:
    """Load the library and run one check of each kind, so that whatever is forked from here starts warm."""
    # math-verify logs candidates.
    logging.getLogger("math_verify").addHandler(logging.NullHandler())
    logging.getLogger("math_verify").propagate = False
    for gold, answer in _WARM_UP:
        verdict(gold, answer)


def limit() -> None:
    """Let the kernel end this process by SIGPROF at the check's CPU limit, and refuse it memory past its bound."""
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY_BYTES, used + MEMORY_BYTES))
    signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)


def verdict(gold: str, answer: str) -> Verdict:
    """Compare. A text on which the parser recurses too deep or runs out of memory is ``TOO_COMPLEX``."""
    import math_verify  # type: ignore[import-untyped] - it has no stubs

    library: Any = math_verify
    latex = [library.LatexExtractionConfig(boxed_match_priority=-1)]
    try:
        read = [
            library.parse(f"${text}$", latex, fallback_mode="no_fallback", parsing_timeout=None)
            for text in (gold, answer)
        ]
        if not all(read):
            return Verdict.BAD_ANSWER if read[0] else Verdict.BAD_GOLD
        same = library.verify(*read, float_rounding=FLOAT_PLACES, timeout_seconds=None)
    except (MemoryError, RecursionError):
        return Verdict.TOO_COMPLEX
    return Verdict.EQUIVALENT if same else Verdict.DIFFERENT
