"""The datapoints of one alarm -> its state; missing datapoints count as CloudWatch counts them.

Source: CloudWatch User Guide, "Configuring how CloudWatch alarms treat missing data"; its two tables are test cases.
Its text and its tables differ on when an alarm goes off early; the tables win.
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Final

from compiler.alarms.metric_alarm import Comparison, MissingData

__all__ = ["State", "next_state"]

_BREACHES: Final[Mapping[Comparison, Callable[[float, float], bool]]] = {
    Comparison.ABOVE: operator.gt,
    Comparison.AT_LEAST: operator.ge,
    Comparison.BELOW: operator.lt,
    Comparison.AT_MOST: operator.le,
}


class State(Enum):
    """State of an alarm."""

    OK = "OK"
    ALARM = "ALARM"
    INSUFFICIENT_DATA = "INSUFFICIENT_DATA"


def breaches(comparison: Comparison, threshold: float, point: float | None) -> bool | None:
    """Return whether the datapoint breaches the threshold; ``None`` if it is missing."""
    return None if point is None else _BREACHES[comparison](point, threshold)


def next_state(
    points: Sequence[bool | None], datapoints: int, periods: int, missing: MissingData, state: State
) -> State:
    """Return the state after one evaluation.

    Args:
        points: the evaluation range, the oldest first, at least ``periods`` long: whether each datapoint breaches the
            threshold, ``None`` for a missing one.
        datapoints: M, number of breaching datapoints that suffice.
        periods: N, number of datapoints that count.
        missing: how a missing datapoint counts, if fewer than N are there.
        state: the state before, which may stay.
    """
    real = [point for point in points if point is not None]
    breaching = sum(real[-periods:])
    if len(real) < periods and missing is MissingData.BREACHING:
        breaching += periods - len(real)
    if breaching >= datapoints:
        return State.ALARM
    if len(real) >= periods or missing in (MissingData.BREACHING, MissingData.NOT_BREACHING):
        return State.OK
    return _with_too_few(points, datapoints, missing, state)


def _with_too_few(points: Sequence[bool | None], datapoints: int, missing: MissingData, state: State) -> State:
    """Decide on fewer than N datapoints, of which fewer than M breach, if missing ones count as nothing."""
    if False in points:
        return State.OK
    if missing is MissingData.IGNORE:
        return state
    if True not in points:
        return State.INSUFFICIENT_DATA
    # Only breaching datapoints: the alarm goes off early, once the oldest is M periods old. If it is younger, AWS says
    # only that the alarm does not go off; here the state stays.
    age = len(points) - list(points).index(True)
    return State.ALARM if age >= datapoints else state
