"""The proof that a formula never falls when a dimension rises, by bounds on its slopes.

Formula -> None | Fall | Undecided

Over a box of values, interval arithmetic bounds the formula's slope along every dimension. If a bound is below zero,
the box is halved. This ends when every slope is proved to be none or upward, a fall is found, or ``MOST_BOXES`` are
seen.
"""

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reward_runtime.formula import Formula

MOST_BOXES = 4000
"""Boxes looked at before the proof gives up; a formula of four dimensions with two ``min`` takes some dozen."""

_ROUNDING = 1e-9

Interval = tuple[float, float]
Box = Mapping[str, Interval]
_NONE: Interval = (0.0, 0.0)


@dataclass(frozen=True)
class Fall:
    """Two points that differ in one dimension, the lower of which scores more."""

    dimension: str
    low: Mapping[str, float]
    high: Mapping[str, float]


@dataclass(frozen=True)
class Undecided:
    """Neither proved nor refuted within ``MOST_BOXES``."""


@dataclass(frozen=True)
class _Bounds:
    value: Interval
    slopes: Mapping[str, Interval]


def find_fall(formula: "Formula", dimensions: Iterable[str]) -> Fall | Undecided | None:
    """Return ``None`` if the formula is proved never to fall on values 0..1."""
    boxes: list[Box] = [dict.fromkeys(dimensions, (0.0, 1.0))]
    for _ in range(MOST_BOXES):
        if not boxes:
            return None
        box = boxes.pop()
        slopes = _bounds(formula.tree, box).slopes
        if all(low >= -_ROUNDING for low, _ in slopes.values()):
            continue
        fall = _fall_within(formula, box)
        if fall is not None:
            return fall
        boxes += _halves(box)
    return Undecided() if boxes else None


def _fall_within(formula: "Formula", box: Box) -> Fall | None:
    middle = {name: (low + high) / 2 for name, (low, high) in box.items()}
    for name, (low, high) in box.items():
        below, above = {**middle, name: low}, {**middle, name: high}
        if formula(above) < formula(below) - _ROUNDING:
            return Fall(name, below, above)
    return None


def _halves(box: Box) -> list[Box]:
    widest = max(box, key=lambda name: box[name][1] - box[name][0])
    low, high = box[widest]
    middle = (low + high) / 2
    return [{**box, widest: (low, middle)}, {**box, widest: (middle, high)}]


def _bounds(node: ast.expr, box: Box) -> _Bounds:
    match node:
        case ast.Name(id=name):
            return _Bounds(box[name], {name: (1.0, 1.0)})
        case ast.UnaryOp(operand=operand):
            return _negative(_bounds(operand, box))
        case ast.BinOp(left=left, op=op, right=right):
            return _combined(op, _bounds(left, box), _bounds(right, box))
        case ast.Call(func=ast.Name(id=function), args=args):
            pick = _least if function == "min" else _greatest
            return reduce(pick, [_bounds(arg, box) for arg in args])
        case ast.Constant(value=int() | float() as number):
            return _Bounds((float(number), float(number)), {})
        case _:
            raise TypeError(f"formula: got {type(node).__name__}, expected the grammar of Formula")


def _combined(op: ast.operator, left: _Bounds, right: _Bounds) -> _Bounds:
    if isinstance(op, ast.Sub):
        right = _negative(right)
    names = {*left.slopes, *right.slopes}
    if isinstance(op, ast.Mult):
        slopes = {
            n: _sum(_product(_slope(left, n), right.value), _product(left.value, _slope(right, n))) for n in names
        }
        return _Bounds(_product(left.value, right.value), slopes)
    return _Bounds(_sum(left.value, right.value), {n: _sum(_slope(left, n), _slope(right, n)) for n in names})


def _least(left: _Bounds, right: _Bounds) -> _Bounds:
    if left.value[1] <= right.value[0]:
        return left
    if right.value[1] <= left.value[0]:
        return right
    value = min(left.value[0], right.value[0]), min(left.value[1], right.value[1])
    return _Bounds(value, {n: _hull(_slope(left, n), _slope(right, n)) for n in {*left.slopes, *right.slopes}})


def _greatest(left: _Bounds, right: _Bounds) -> _Bounds:
    return _negative(_least(_negative(left), _negative(right)))


def _negative(bounds: _Bounds) -> _Bounds:
    def flipped(interval: Interval) -> Interval:
        return -interval[1], -interval[0]

    return _Bounds(flipped(bounds.value), {name: flipped(slope) for name, slope in bounds.slopes.items()})


def _slope(bounds: _Bounds, name: str) -> Interval:
    return bounds.slopes.get(name, _NONE)


def _sum(left: Interval, right: Interval) -> Interval:
    return left[0] + right[0], left[1] + right[1]


def _product(left: Interval, right: Interval) -> Interval:
    ends = [a * b for a in left for b in right]
    return min(ends), max(ends)


def _hull(left: Interval, right: Interval) -> Interval:
    return min(left[0], right[0]), max(left[1], right[1])
