"""A metric-maths tree and the datapoints of its metrics -> the datapoints that the alarm watches.

Source of every rule: CloudWatch User Guide, Using metric math.
"""

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from compiler.alarms.expression.parser import REPEAT
from compiler.alarms.expression.tree import Binary, Call, Id, Minus, Node, Number

__all__ = ["Series", "evaluate"]

Series = tuple[float | None, ...]
"""One value a period, the oldest first; ``None`` for a period without a datapoint."""
_Value = float | Series
_Operator = Callable[[float, float], float]

_OPERATORS: Final[Mapping[str, _Operator]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
    "^": math.pow,
    "==": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<=": lambda left, right: left <= right,
    ">=": lambda left, right: left >= right,
    "<": lambda left, right: left < right,
    ">": lambda left, right: left > right,
    "AND": lambda left, right: bool(left) and bool(right),
    "OR": lambda left, right: bool(left) or bool(right),
}


def evaluate(tree: Node, metrics: Mapping[str, Series]) -> Series:
    """Return the expression's datapoints, as many as each of ``metrics`` has.

    Raises:
        ValueError: the expression is a scalar, or has a scalar in a place that needs a series.
        KeyError: it names an id that is not in ``metrics``.
    """
    return _series(_value(tree, metrics))


def _value(node: Node, metrics: Mapping[str, Series]) -> _Value:
    match node:
        case Number(number):
            return number
        case Id(name):
            return metrics[name]
        case Minus(of):
            return _each(operator.neg, _value(of, metrics))
        case Binary(sign, left, right):
            return _binary(_OPERATORS[sign], _value(left, metrics), _value(right, metrics))
        case Call(function, arguments):
            return _call(function, arguments, metrics)


def _call(function: str, arguments: Sequence[Node], metrics: Mapping[str, Series]) -> _Value:
    first = _value(arguments[0], metrics)
    if function == "ABS":
        return _each(abs, first)
    if function == "DIFF":
        return _diff(_series(first))
    if function == "FILL" and arguments[1] == REPEAT:
        return _repeat(_series(first))
    others = [_value(argument, metrics) for argument in arguments[1:]]
    return _fill(_series(first), others[0]) if function == "FILL" else _if(first, *others)


def _series(value: _Value) -> Series:
    if not isinstance(value, tuple):
        raise ValueError(f"metric maths: got the scalar {value}, expected a series; an alarm watches one series")
    return value


def _at(value: _Value, index: int) -> float | None:
    return value[index] if isinstance(value, tuple) else value


def _length(*values: _Value | None) -> int:
    """Return how many datapoints the series among ``values`` have, all the same number."""
    (length,) = {len(value) for value in values if isinstance(value, tuple)}
    return length


def _each(function: Callable[[float], float], value: _Value) -> _Value:
    if not isinstance(value, tuple):
        return function(value)
    return tuple(None if point is None else function(point) for point in value)


def _binary(function: _Operator, left: _Value, right: _Value) -> _Value:
    """Apply an operator by datapoint. If only one of two series has a datapoint, the other counts as 0."""
    if not isinstance(left, tuple) and not isinstance(right, tuple):
        point = _point(function, left, right)
        if point is None:
            raise ValueError(f"metric maths: got the scalars {left} and {right}, expected a finite result")
        return point
    series = [value for value in (left, right) if isinstance(value, tuple)]
    return tuple(
        None
        if all(value[index] is None for value in series)
        else _point(function, _at(left, index) or 0.0, _at(right, index) or 0.0)
        for index in range(_length(left, right))
    )


def _point(function: _Operator, left: float, right: float) -> float | None:
    """Return the result, or ``None`` if it is not a number: CloudWatch drops a datapoint that divides by zero."""
    try:
        result = float(function(left, right))
    except (ZeroDivisionError, OverflowError, ValueError):
        return None
    return result if math.isfinite(result) else None


def _if(condition: _Value, yes: _Value, no: _Value | None = None) -> Series:
    """Choose by datapoint: none if the condition has none, 0 if the condition is true and ``yes`` has none."""
    chosen: list[float | None] = []
    for index in range(_length(condition, yes, no)):
        decides = _at(condition, index)
        if decides is None:
            chosen.append(None)
        elif decides:
            point = _at(yes, index)
            chosen.append(0.0 if point is None and isinstance(condition, tuple) else point)
        else:
            chosen.append(None if no is None else _at(no, index))
    return tuple(chosen)


def _fill(series: Series, filler: _Value) -> Series:
    return tuple(_at(filler, index) if point is None else point for index, point in enumerate(series))


def _repeat(series: Series) -> Series:
    filled: list[float | None] = []
    for point in series:
        filled.append(filled[-1] if point is None and filled else point)
    return tuple(filled)


def _diff(series: Series) -> Series:
    """Subtract from each datapoint the last one before it, over any gap; the first datapoint has none."""
    before: float | None = None
    differences: list[float | None] = []
    for point in series:
        differences.append(None if point is None or before is None else point - before)
        before = before if point is None else point
    return tuple(differences)
