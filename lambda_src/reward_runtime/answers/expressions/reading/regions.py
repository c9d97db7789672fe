"""Sets of real numbers as ordered intervals that do not touch."""

from collections.abc import Iterable, Sequence
from functools import cmp_to_key
from itertools import product

from reward_runtime.answers.expressions.evaluation.identity import order, same
from reward_runtime.answers.expressions.notation.nodes import Node
from reward_runtime.answers.expressions.values import Piece

__all__ = ["EVERYTHING", "intersection", "point", "same_pieces", "union", "unlike"]

EVERYTHING = Piece(None, False, None, False)


def point(node: Node) -> Piece:
    """Return the set of one number."""
    return Piece(node, True, node, True)


def unlike(node: Node) -> tuple[Piece, ...]:
    """Return all numbers but one."""
    return Piece(None, False, node, False), Piece(node, False, None, False)


def union(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return the pieces in order, those that overlap or touch as one."""
    merged: list[Piece] = []
    for piece in sorted((each for each in pieces if not _empty(each)), key=cmp_to_key(_by_low)):
        if merged and _meets(merged[-1], piece):
            last = merged.pop()
            high, closed = _higher((last.high, last.high_closed), (piece.high, piece.high_closed))
            merged.append(Piece(last.low, last.low_closed, high, closed))
        else:
            merged.append(piece)
    return tuple(merged)


def intersection(left: Sequence[Piece], right: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return the numbers of both."""
    return union(_common(one, other) for one, other in product(left, right))


def same_pieces(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Whether two unions, each as ``union`` returns it, hold the same numbers."""
    return len(left) == len(right) and all(
        one.low_closed == other.low_closed
        and one.high_closed == other.high_closed
        and _same_end(one.low, other.low)
        and _same_end(one.high, other.high)
        for one, other in zip(left, right, strict=True)
    )


def _same_end(left: Node | None, right: Node | None) -> bool:
    return left is right if left is None or right is None else same(left, right)


def _empty(piece: Piece) -> bool:
    if piece.low is None or piece.high is None:
        return False
    sense = order(piece.low, piece.high)
    return sense > 0 or (sense == 0 and not (piece.low_closed and piece.high_closed))


def _by_low(one: Piece, other: Piece) -> int:
    if one.low is None or other.low is None:
        return (one.low is not None) - (other.low is not None)
    return order(one.low, other.low) or other.low_closed - one.low_closed


def _meets(one: Piece, other: Piece) -> bool:
    if one.high is None or other.low is None:
        return True
    sense = order(other.low, one.high)
    return sense < 0 or (sense == 0 and (one.high_closed or other.low_closed))


def _higher(one: tuple[Node | None, bool], other: tuple[Node | None, bool]) -> tuple[Node | None, bool]:
    if one[0] is None or other[0] is None:
        return None, False
    sense = order(one[0], other[0])
    return (one[0], one[1] or other[1]) if sense == 0 else one if sense > 0 else other


def _common(one: Piece, other: Piece) -> Piece:
    low, low_closed = _inner((one.low, one.low_closed), (other.low, other.low_closed), 1)
    high, high_closed = _inner((one.high, one.high_closed), (other.high, other.high_closed), -1)
    return Piece(low, low_closed, high, high_closed)


def _inner(one: tuple[Node | None, bool], other: tuple[Node | None, bool], side: int) -> tuple[Node | None, bool]:
    if one[0] is None or other[0] is None:
        return other if one[0] is None else one
    sense = order(one[0], other[0]) * side
    return (one[0], one[1] and other[1]) if sense == 0 else one if sense > 0 else other
