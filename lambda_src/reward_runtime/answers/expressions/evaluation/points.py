"""Values of expressions: of constants, and of functions at a few fixed points.

A constant is one exact fraction, or a float of 300 digits. The points are numbers that no answer can know to be
special: positive, negative, mixed and whole.
"""

import hashlib
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple

from reward_runtime.answers.expressions.evaluation.functions import apply
from reward_runtime.answers.expressions.evaluation.numeric import Numeric, Undefined, Value
from reward_runtime.answers.expressions.failures import OutOfTime, Unreadable
from reward_runtime.answers.expressions.notation.nodes import Call, Constant, Node, Number, Power, Quotient, Symbol
from reward_runtime.deadline import seconds_left

__all__ = ["CONSTANTS", "PLACES", "VARIABLES", "Point", "at_point", "constant", "effort", "has_value", "names", "parts"]

CONSTANT_BITS: Final = 1_000
VARIABLE_BITS: Final = 280
_RANGES: Final = ((1, 0.1, 0.9), (1, 1, 3), (1, 3, 9), (-1, 0.1, 0.9), (-1, 1, 3), (0, 0.2, 4), (2, 2, 30), (2, 2, 30))
"""Sign, or 0 for either and 2 for whole numbers; least and greatest value."""
_CALL_STEPS: Final = 12
"""Steps of a function or a power, in quarters; of anything else 1."""
_FACTORIAL_STEPS: Final = 100
"""Of a number that is not whole; all are counted so."""
_CONSTANT_POINTS: Final = 3
"""A constant is evaluated once, with more digits."""
_COMPLEX: Final = 4
"""How many times as long complex numbers take."""
_IMAGINARY: Final = Constant("i")
PLACES: Final = range(len(_RANGES))
"""The points."""
CONSTANTS: Final = Numeric(CONSTANT_BITS)
VARIABLES: Final = Numeric(VARIABLE_BITS)


class Point(NamedTuple):
    """An expression's value at one point."""

    value: Value
    """``None`` if it has none."""
    real: bool
    """Whether all of its parts are real there."""


@lru_cache(maxsize=2_048)
def names(node: Node) -> frozenset[str]:
    """Return the variables of an expression."""
    return frozenset(each.name for each in parts(node) if isinstance(each, Symbol))


def parts(node: Node) -> Iterator[Node]:
    """Yield an expression and all within it."""
    waiting = [node]
    while waiting:
        part = waiting.pop()
        yield part
        if isinstance(part, Call):
            waiting += part.arguments
        elif not isinstance(part, (Number, Constant, Symbol)):
            waiting += (part.left, part.right)


def constant(node: Node) -> Value | None:
    """Return the value of an expression without variables, ``None`` if it has none."""
    return at_point(node, -1).value


@lru_cache(maxsize=2_048)
def effort(node: Node) -> int:
    """Return the steps that evaluating an expression at all its points counts as."""
    steps = sum(map(_steps, parts(node))) // 4
    points = len(PLACES) if names(node) else _CONSTANT_POINTS
    return steps * points * (_COMPLEX if any(part == _IMAGINARY for part in parts(node)) else 1)


def _steps(part: Node) -> int:
    if isinstance(part, Call) and part.name == "factorial":
        return _FACTORIAL_STEPS
    return _CALL_STEPS if isinstance(part, (Call, Power)) else 1


def has_value(node: Node) -> bool:
    """Whether an expression has a value at any of the points."""
    places = PLACES if names(node) else [-1]
    return any(at_point(node, place).value is not None for place in places)


@lru_cache(maxsize=2_048)
def at_point(node: Node, place: int) -> Point:
    """Return the value at one of the fixed points; -1 is for constants."""
    if not seconds_left(1.0):
        raise OutOfTime
    numeric = CONSTANTS if place < 0 else VARIABLES
    numeric.unreal = False
    try:
        value = _value(node, place, numeric)
    except Undefined:
        return Point(None, real=False)
    return Point(value, real=not numeric.unreal)


def _value(node: Node, place: int, numeric: Numeric) -> Value:
    if isinstance(node, Number):
        return node.value
    if isinstance(node, Constant):
        return _constant(node.name, numeric)
    if isinstance(node, Symbol):
        return _coordinate(node.name, place)
    if isinstance(node, Call):
        values = tuple(_value(each, place, numeric) for each in node.arguments)
        return numeric.settled(apply(numeric, node.name, values))
    left, right = _value(node.left, place, numeric), _value(node.right, place, numeric)
    if isinstance(node, Power):
        return numeric.settled(numeric.power(left, right))
    if isinstance(node, Quotient):
        return numeric.settled(numeric.quotient(left, right))
    return numeric.settled(numeric.arithmetic(type(node).__name__, left, right))


def _constant(name: str, numeric: Numeric) -> Value:
    if name == "infty":
        raise Undefined
    return {"pi": +numeric.context.pi, "e": +numeric.context.e, "i": numeric.context.mpc(0, 1)}[name]


@lru_cache(maxsize=1_024)
def _coordinate(name: str, place: int) -> Value:
    """The variable's value at a point: a float, so that powers of it stay small."""
    if place < 0:
        raise Unreadable
    digest = hashlib.blake2b(f"{name} {place}".encode(), digest_size=16).digest()
    share = Fraction(int.from_bytes(digest, "big"), 2**128)
    sign, least, greatest = _RANGES[place]
    value = Fraction(least) + share * Fraction(greatest - least)
    if sign == 2:
        return Fraction(int(value))
    return VARIABLES.float(value if sign > 0 or (sign == 0 and digest[0] % 2) else -value)
