"""Numbers as people read them: no ``0.5249999999999999``, and no tick of ``47.2k``."""

import math
import re
from typing import Final

__all__ = ["cell", "figure", "short"]

_DIGITS: Final = 4
"""Significant digits: a reward of 0.5249999999999999 is 0.525."""
_LONG: Final = re.compile(r"-?\d+\.\d+(?:[eE][+-]?\d+)?")
_WHOLE_SECOND: Final = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)\.000")


def figure(value: float) -> str:
    """Return the value with four significant digits, or as a whole number from 1,000 to 1e12."""
    if 1000 <= abs(value) < 1e12:
        return f"{value:.0f}"
    return f"{value + 0.0:.{_DIGITS}g}"


def short(value: float) -> str:
    """Return the value for the tick of an axis: 12500 is ``12.5k``."""
    for size, letter in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if abs(value) >= size and math.isfinite(value):
            return f"{value / size:.{_DIGITS}g}{letter}"
    return figure(value)


def cell(text: str) -> str:
    """Return a cell of a query's table; only a decimal number and a moment on a whole second are shortened."""
    if _LONG.fullmatch(text):
        return figure(float(text))
    moment = _WHOLE_SECOND.fullmatch(text)
    return moment[1] if moment else text
