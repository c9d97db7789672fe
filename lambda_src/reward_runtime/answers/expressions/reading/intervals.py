"""Pairs of ends -> intervals, and infinity with its sign."""

from fractions import Fraction
from typing import Final

from reward_runtime.answers.expressions.evaluation.points import names
from reward_runtime.answers.expressions.failures import Unreadable
from reward_runtime.answers.expressions.notation.nodes import Constant, Difference, Node, Number
from reward_runtime.answers.expressions.reading.regions import point, union
from reward_runtime.answers.expressions.values import Finite, Group, Piece, Region, Scalar, Value

__all__ = ["infinity", "interval", "pieces_of"]

_INFINITY: Final = Constant("infty")


def infinity(node: Node) -> int:
    """Return 1 or -1 for infinity with its sign, 0 for anything else."""
    if node == _INFINITY:
        return 1
    return -1 if node == Difference(Number(Fraction(0)), _INFINITY) else 0


def interval(group: Group) -> tuple[Piece, ...]:
    """Return the interval that a pair in brackets can be; nothing if it can be none."""
    if len(group.items) != 2 or group.brackets not in ("()", "(]", "[)", "[]"):
        return ()
    ends: list[Node | None] = []
    for sense, item in zip((-1, 1), group.items, strict=True):
        if not isinstance(item, Scalar) or item.unit or names(item.node):
            return ()
        infinite = infinity(item.node)
        if infinite == -sense:
            return ()
        ends.append(None if infinite else item.node)
    opens, closes = group.brackets
    low, high = ends
    try:
        return union([Piece(low, opens == "[" and low is not None, high, closes == "]" and high is not None)])
    except Unreadable:
        return ()


def pieces_of(value: Value) -> tuple[Piece, ...]:
    """Return the pieces of a part of a union; ``Unreadable`` if it is not a set of real numbers."""
    if isinstance(value, Region):
        return value.pieces
    if isinstance(value, Finite) and all(isinstance(item, Scalar) for item in value.items):
        return union(point(item.node) for item in value.items if isinstance(item, Scalar))
    if isinstance(value, Group) and (found := interval(value)):
        return found
    raise Unreadable
