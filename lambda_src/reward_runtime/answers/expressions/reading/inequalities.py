"""Inequalities -> the range of the one variable that they are about, or the inequality itself."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from reward_runtime.answers.expressions.evaluation.points import names
from reward_runtime.answers.expressions.failures import Unreadable
from reward_runtime.answers.expressions.notation.naming import is_plain
from reward_runtime.answers.expressions.notation.nodes import Call, Difference, Node, Number, Sum, Symbol
from reward_runtime.answers.expressions.reading.intervals import infinity
from reward_runtime.answers.expressions.reading.regions import EVERYTHING, intersection, point, union, unlike
from reward_runtime.answers.expressions.values import Listed, Piece, Region, Relation, Value

__all__ = ["ordered"]

_ZERO: Final = Number(Fraction(0))
_ORDERS: Final = {"<": ("<", False), ">": (">", False), "le": ("<", True), "ge": (">", True)}


def ordered(found: Sequence[str], nodes: Sequence[Node], signs: Sequence[str]) -> Value:
    """Return the value of sides with signs between them; ``found`` holds the name that a side is, or nothing."""
    if len(nodes) == 2 and (around := _within(nodes, signs[0])):
        return around
    if any(map(_negated, nodes)) and not any(found):
        nodes, signs = [_negated(node) or Difference(_ZERO, node) for node in nodes], [_turned(sign) for sign in signs]
        found = [node.name if isinstance(node, Symbol) else "" for node in nodes]
    about = [place for place, name in enumerate(found) if name and is_plain(name)]
    others = [node for place, node in enumerate(nodes) if place not in about]
    if len(about) != 1 or any(names(node) for node in others):
        relations = [_relation(nodes[place], nodes[place + 1], sign) for place, sign in enumerate(signs)]
        return relations[0] if len(relations) == 1 else Listed(tuple(relations))
    (place,) = about
    pieces: tuple[Piece, ...] = (EVERYTHING,)
    if place + 1 < len(nodes):
        pieces = intersection(pieces, _range(signs[place], nodes[place + 1]))
    if place:
        pieces = intersection(pieces, _range(_turned(signs[place - 1]), nodes[place - 1]))
    return Region(pieces, found[place])


def _within(nodes: Sequence[Node], sign: str) -> Region | None:
    """``|x - 2| < 3`` as the range around its middle, or beyond it."""
    left, right = nodes
    if not isinstance(left, Call) or left.name != "abs" or names(right) or sign not in _ORDERS:
        return None
    (inner,) = left.arguments
    variable, middle = (inner, _ZERO) if isinstance(inner, Symbol) else _parted(inner)
    if not isinstance(variable, Symbol) or names(middle):
        return None
    sense, closed = _ORDERS[sign]
    low, high = Difference(middle, right), Sum(middle, right)
    inside = [Piece(low, closed, high, closed)]
    outside = [Piece(None, False, low, closed), Piece(high, closed, None, False)]
    return Region(union(inside if sense == "<" else outside), variable.name)


def _parted(node: Node) -> tuple[Node, Node]:
    if isinstance(node, Sum):
        return node.left, Difference(_ZERO, node.right)
    return (node.left, node.right) if isinstance(node, Difference) else (node, node)


def _negated(node: Node) -> Symbol | None:
    """The variable of ``-x``."""
    if not isinstance(node, Difference) or node.left != _ZERO:
        return None
    return node.right if isinstance(node.right, Symbol) else None


def _turned(sign: str) -> str:
    return {"<": ">", ">": "<", "le": "ge", "ge": "le"}.get(sign, sign)


def _range(sign: str, end: Node) -> tuple[Piece, ...]:
    """The numbers on the left of a sign."""
    if sign == "ne":
        return unlike(end)
    if sign == "=":
        return (point(end),)
    if sign not in _ORDERS:
        raise Unreadable
    sense, closed = _ORDERS[sign]
    infinite = infinity(end)
    if infinite:
        return (EVERYTHING,) if (infinite > 0) == (sense == "<") else ()
    return union([Piece(None, False, end, closed) if sense == "<" else Piece(end, closed, None, False)])


def _relation(left: Node, right: Node, sign: str) -> Relation:
    if sign == "ne":
        return Relation(left, right, "!=")
    if sign not in _ORDERS:
        raise Unreadable
    sense, closed = _ORDERS[sign]
    greater, lesser = (right, left) if sense == "<" else (left, right)
    return Relation(greater, lesser, ">=" if closed else ">")
