"""Whether two expressions are the same function of their variables.

Both are evaluated at the same few points, with so many digits that only equal ones agree. That is bounded work, while a
symbolic proof may never end.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from reward_runtime.answers.expressions.evaluation.numeric import Value
from reward_runtime.answers.expressions.evaluation.points import (
    CONSTANTS,
    PLACES,
    VARIABLES,
    Point,
    at_point,
    constant,
    names,
    parts,
)
from reward_runtime.answers.expressions.failures import Unreadable
from reward_runtime.answers.expressions.notation.nodes import Call, Constant, Difference, Node, Number
from reward_runtime.answers.expressions.work import spend

__all__ = ["is_at_most_one", "is_decimal", "near", "order", "proportional", "same"]

SIGNIFICANT: Final = 12
"""Digits from which a decimal may stand for a number that it rounds: computers print so many, people do not."""
MOST_PLACES: Final = 40
_ENOUGH: Final = 2
"""Points at which both are real and equal; one less could be chance if the others have no value."""


def same(left: Node, right: Node) -> bool:
    """Whether two expressions are the same; ``OutOfTime`` if the invocation ends before it is known."""
    spend()
    if left == right:
        return True
    variables = names(left) | names(right)
    if not variables:
        values = constant(left), constant(right)
        if None in values:
            return False
        return CONSTANTS.close(*values) or _rounds(left, *values) or _rounds(right, *values[::-1])
    pairs = ((at_point(left, place), at_point(right, place)) for place in PLACES)
    if "i" in _constants(left) | _constants(right):
        return _agree([(one, other) for one, other in pairs if None not in (one.value, other.value)], 3)
    strict = len(variables) == 1 or "abs" in _constants(left) | _constants(right)
    return _same_where_real(pairs, strict=strict)


def _rounds(node: Node, written: Value, exact: Value) -> bool:
    """Whether a decimal of many digits is the other value, cut or rounded after its last digit or as a double."""
    if isinstance(node, Difference):
        node = node.right
    if not isinstance(node, Number) or isinstance(exact, CONSTANTS.context.mpc):
        return False
    if isinstance(exact, Fraction) and _places(exact) is not None:
        return False
    places = _places(node.value) or 0
    if not places or len(str(abs(int(node.value * 10**places)))) < SIGNIFICANT:
        return False
    off = abs(CONSTANTS.float(exact) - CONSTANTS.float(written))
    return bool(off * 10**places < 1 or off * 2**52 <= abs(CONSTANTS.float(exact)))


def _places(value: Fraction) -> int | None:
    """Decimal places that write a fraction exactly, ``None`` if more than some do."""
    return next((k for k in range(MOST_PLACES + 1) if not 10**k % value.denominator), None)


def order(left: Node, right: Node) -> int:
    """Return -1, 0 or 1 as the left constant is less, the same or more; ``Unreadable`` if one is not real."""
    if same(left, right):
        return 0
    values = constant(left), constant(right)
    if None in values or any(isinstance(value, CONSTANTS.context.mpc) for value in values):
        raise Unreadable
    return -1 if CONSTANTS.float(values[0]) < CONSTANTS.float(values[1]) else 1


def is_at_most_one(node: Node) -> bool:
    """Whether an expression is a constant from -1 to 1."""
    value = None if names(node) else constant(node)
    return value is not None and bool(abs(CONSTANTS.float(value)) <= 1)


def near(left: Node, right: Node) -> bool:
    """Whether a decimal is an exact constant, rounded or cut after the decimal's last place."""
    exact, rounded = constant(left), constant(right)
    if exact is None or not isinstance(rounded, Fraction):
        raise Unreadable
    places = _places(rounded)
    if places is None:
        return False
    off = abs(CONSTANTS.float(exact) - CONSTANTS.float(rounded)) * 10**places
    cut = places > 0 and abs(CONSTANTS.float(rounded)) < abs(CONSTANTS.float(exact))
    return bool(off * 2 <= 1 or (cut and off < 1))


def is_decimal(node: Node) -> bool:
    """Whether a constant is one that some decimal places write exactly."""
    value = constant(node)
    return isinstance(value, Fraction) and _places(value) is not None


def proportional(left: Node, right: Node, *, positive: bool = False) -> bool:
    """Whether one expression is a constant multiple of the other, and neither is always 0."""
    ratios: list[Value] = []
    for place in PLACES:
        one, other = at_point(left, place), at_point(right, place)
        if one.value is None or other.value is None or one.real != other.real:
            continue
        if VARIABLES.is_zero(one.value) or VARIABLES.is_zero(other.value):
            return False
        ratios.append(VARIABLES.quotient(one.value, other.value))
    if len(ratios) <= _ENOUGH or not all(VARIABLES.close(ratios[0], ratio) for ratio in ratios):
        return False
    return not positive or VARIABLES.float(ratios[0]).real > 0


def _constants(node: Node) -> frozenset[str]:
    return frozenset(each.name for each in parts(node) if isinstance(each, (Constant, Call)))


def _agree(pairs: list[tuple[Point, Point]], enough: int) -> bool:
    return len(pairs) >= enough and all(VARIABLES.close(one.value, other.value) for one, other in pairs)


def _same_where_real(pairs: Iterator[tuple[Point, Point]], *, strict: bool) -> bool:
    """Real at the same points and equal there; if they are real nowhere, equal as complex numbers.

    With several variables, parameters may be meant to be positive: then a point at which one side alone is real says
    nothing, as for a root of a product beside a product of roots.
    """
    agreed = 0
    unreal: list[tuple[Point, Point]] = []
    for one, other in pairs:
        if one.value is None or other.value is None:
            continue
        if one.real and other.real:
            if not VARIABLES.close(one.value, other.value):
                return False
            agreed += 1
        elif one.real or other.real:
            if strict:
                return False
        else:
            unreal.append((one, other))
    return agreed >= _ENOUGH or (not agreed and _agree(unreal, _ENOUGH))
