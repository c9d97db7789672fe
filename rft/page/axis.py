"""``Axis``: a range with round ticks, of numbers or of time."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Final

from rft.page.figures import short

__all__ = ["Axis", "moment", "number_axis", "time_axis"]

_MOST: Final = 5
"""Steps of an axis, at most: six labels fit under the narrowest graph."""
_FLAT: Final = 1e-9
"""Values closer than this get an axis of length 1, and a value this share of a step beyond a tick is on the tick."""
_MINUTE: Final = 60_000
_DAY: Final = 1440 * _MINUTE
_STEPS: Final = tuple(minutes * _MINUTE for minutes in (5, 10, 15, 30, 60, 120, 180, 360, 720, 1440))
_SHORTEST: Final = 30 * _MINUTE
"""A log of one minute is drawn within half an hour, so that its dots do not cling to an edge."""


@dataclass(frozen=True)
class Axis:
    """The range of an axis; ``high`` is above ``low``."""

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]
    """(Value, label) from low to high."""

    def share(self, value: float) -> float:
        """Return the value's position: 0 at the low end and below, 1 at the high end and above."""
        return min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))


def number_axis(low: float, high: float, *, fixed: bool = False) -> Axis:
    """Return the axis of numbers. Its ends are rounded outwards to ticks, unless they are ``fixed``."""
    high = high if high - low > _FLAT else low + 1.0
    step = _round_step((high - low) / _MOST)
    first, last = math.floor(low / step + _FLAT), math.ceil(high / step - _FLAT)
    ticks = [(at * step, short(at * step)) for at in range(first, last + 1)]
    if fixed:
        return Axis(low, high, tuple(tick for tick in ticks if low <= tick[0] <= high))
    return Axis(first * step, last * step, tuple(ticks))


def _round_step(least: float) -> float:
    size = 10.0 ** math.floor(math.log10(least))
    return next(size * each for each in (1, 2, 2.5, 5, 10) if size * each >= least * (1 - _FLAT))


def time_axis(low: int, high: int) -> Axis:
    """Return the axis of the time from ``low`` to ``high``, in milliseconds since 1970; its ends are on the clock."""
    quarter = 15 * _MINUTE
    begin = low // quarter * quarter
    end = max(-(-high // quarter) * quarter, begin + _SHORTEST)
    step = next((each for each in _STEPS if end - begin <= _MOST * each), 0) or _days(end - begin)
    return Axis(begin, end, tuple(_clock(begin, end, step)))


def _days(width: int) -> int:
    return math.ceil(width / _MOST / _DAY) * _DAY


def _clock(begin: int, end: int, step: int) -> Iterator[tuple[float, str]]:
    for at in range(-(-begin // step) * step, end + 1, step):
        yield at, moment(at) if at % _DAY else f"{datetime.fromtimestamp(at / 1000, tz=timezone.utc):%d %b}"


def moment(at: float) -> str:
    """Return the time of day of a moment in milliseconds since 1970, in UTC."""
    return f"{datetime.fromtimestamp(at / 1000, tz=timezone.utc):%H:%M}"
