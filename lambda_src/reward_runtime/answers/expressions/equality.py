"""Whether an answer says the same as a reference: ``equal`` is the one place that decides, kind by kind.

Names before an equals sign are let go if only one side has one; kinds of value are not mixed, except for the
few pairs of ``_across``: a list beside a set, a range beside an interval, a vector beside a tuple.
"""

from collections.abc import Sequence

from reward_runtime.answers.expressions.equations import same_equation, same_relation
from reward_runtime.answers.expressions.evaluation.identity import is_at_most_one, same
from reward_runtime.answers.expressions.named import by_names
from reward_runtime.answers.expressions.notation.nodes import Quotient
from reward_runtime.answers.expressions.notation.units import PERCENT, same_unit
from reward_runtime.answers.expressions.reading.intervals import interval
from reward_runtime.answers.expressions.reading.regions import point, same_pieces, union
from reward_runtime.answers.expressions.values import (
    Either,
    Equation,
    Finite,
    Group,
    Identity,
    Listed,
    Member,
    Named,
    Region,
    Relation,
    Rounded,
    Scalar,
    Table,
    Value,
    Words,
)
from reward_runtime.answers.expressions.wording import is_product, same_words, says
from reward_runtime.answers.expressions.work import spend

__all__ = ["equal"]


def equal(gold: Value, answer: Value) -> bool:
    """Whether the answer is right; ``OutOfTime`` or ``TooComplex`` if that cannot be decided."""
    spend()
    golds = gold.surely if isinstance(gold, Either) else (gold,)
    answers = answer.readings if isinstance(answer, Either) else (answer,)
    return any(_equal(one, other) for one in golds for other in answers)


def _equal(gold: Value, answer: Value) -> bool:
    if isinstance(gold, Named) or isinstance(answer, Named):
        return by_names(gold, answer, equal)
    if isinstance(gold, Member) or isinstance(answer, Member):
        return _members(gold, answer)
    if isinstance(gold, (Rounded, Identity)) or isinstance(answer, (Rounded, Identity)):
        return _by_sides(gold, answer)
    if type(gold) is type(answer):
        return _alike(gold, answer)
    return _across(gold, answer) or _across(answer, gold)


def _members(gold: Value, answer: Value) -> bool:
    if isinstance(gold, Member) and isinstance(answer, Member):
        return gold.name == answer.name and equal(gold.value, answer.value)
    member, other = (gold, answer) if isinstance(gold, Member) else (answer, gold)
    return isinstance(member, Member) and equal(member.value, other)


def _by_sides(gold: Value, answer: Value) -> bool:
    r"""A chain such as ``2^{10} = 1024`` is its value, an identity of variables only itself."""
    if isinstance(gold, Identity):
        if isinstance(answer, Identity):
            return len(gold.sides) == len(answer.sides) and (
                _sides(gold, answer.sides) or _sides(gold, answer.sides[::-1])
            )
        return isinstance(answer, Scalar) and gold.is_computation and same(gold.sides[0], answer.node)
    if isinstance(answer, Identity):
        return isinstance(gold, Scalar) and not answer.repeats and same(gold.node, answer.sides[0])
    golds, answers = _exact_and_rounded(gold), _exact_and_rounded(answer)
    return any(equal(one, other) for one in golds for other in answers)


def _sides(gold: Identity, sides: Sequence[object]) -> bool:
    return all(one == other for one, other in zip(gold.sides, sides, strict=True))


def _exact_and_rounded(value: Value) -> tuple[Value, ...]:
    return (Scalar(value.exact), Scalar(value.rounded)) if isinstance(value, Rounded) else (value,)


def _alike(gold: Value, answer: Value) -> bool:
    if isinstance(gold, Scalar) and isinstance(answer, Scalar):
        return same_unit(gold.unit, answer.unit) and not _is_share(gold, answer) and same(gold.node, answer.node)
    if isinstance(gold, Words) and isinstance(answer, Words):
        return same_words(gold.text, answer.text)
    if isinstance(gold, Listed) and isinstance(answer, Listed):
        # Tuples are solutions or points: one that is named twice is the same one.
        tuples = all(isinstance(item, Group) for item in (*gold.items, *answer.items))
        return _as_multisets(gold.items, answer.items) or (tuples and _as_sets(gold.items, answer.items))
    if isinstance(gold, Finite) and isinstance(answer, Finite):
        return _as_sets(gold.items, answer.items)
    if isinstance(gold, Group) and isinstance(answer, Group):
        alike = gold.brackets == answer.brackets
        return alike and (_in_order(gold.items, answer.items) or (gold.brackets == "::" and _in_ratio(gold, answer)))
    if isinstance(gold, Region) and isinstance(answer, Region):
        return (not (gold.name and answer.name) or gold.name == answer.name) and same_pieces(gold.pieces, answer.pieces)
    if isinstance(gold, Equation) and isinstance(answer, Equation):
        return same_equation(gold, answer)
    if isinstance(gold, Relation) and isinstance(answer, Relation):
        return same_relation(gold, answer)
    if isinstance(gold, Table) and isinstance(answer, Table):
        rows = len(gold.rows) == len(answer.rows) and gold.kind == answer.kind
        return rows and all(_in_order(one, other) for one, other in zip(gold.rows, answer.rows, strict=True))
    return gold == answer


def _is_share(gold: Scalar, answer: Scalar) -> bool:
    """Whether a percentage is given for a share: ``0.5%`` for one half."""
    return not gold.unit and answer.unit == PERCENT and is_at_most_one(gold.node)


def _across(one: Value, other: Value) -> bool:
    if isinstance(one, Words):
        return says(one.text, other) or (isinstance(other, Scalar) and is_product(one.text, other.node))
    if isinstance(one, Finite):
        if isinstance(other, Listed):
            return _as_sets(one.items, other.items)
        if isinstance(other, Region):
            scalars = [item.node for item in one.items if isinstance(item, Scalar)]
            return len(scalars) == len(one.items) and same_pieces(union(map(point, scalars)), other.pieces)
        return isinstance(other, Scalar) and len(one.items) == 1 and equal(one.items[0], other)
    if isinstance(one, Group) and isinstance(other, Region):
        pieces = interval(one)
        return bool(pieces) and same_pieces(pieces, other.pieces)
    if isinstance(one, Group) and isinstance(other, Table):
        cells = [cell for row in other.rows for cell in row]
        vector = other.kind == "matrix" and 1 in (len(other.rows), len(other.rows[0])) and len(cells) > 1
        return vector and one.brackets == "()" and _in_order(one.items, cells)
    if isinstance(one, Group) and isinstance(other, Scalar) and one.brackets == "::" and len(one.items) == 2:
        above, below = one.items
        scalars = isinstance(above, Scalar) and isinstance(below, Scalar)
        return scalars and same(Quotient(above.node, below.node), other.node)  # type: ignore[union-attr]
    return False


def _in_ratio(gold: Group, answer: Group) -> bool:
    """Whether two ratios are multiples of one another: ``6:8`` and ``3:4``."""
    left = [item.node for item in gold.items if isinstance(item, Scalar)]
    right = [item.node for item in answer.items if isinstance(item, Scalar)]
    if len(left) < len(gold.items) or len(right) < len(answer.items) or len(left) != len(right):
        return False
    pairs = list(zip(left[1:], right[1:], strict=True))
    return all(same(Quotient(left[0], one), Quotient(right[0], other)) for one, other in pairs)


def _in_order(golds: Sequence[Value], answers: Sequence[Value]) -> bool:
    return len(golds) == len(answers) and all(equal(one, other) for one, other in zip(golds, answers, strict=True))


def _as_multisets(golds: Sequence[Value], answers: Sequence[Value]) -> bool:
    left = list(answers)
    for gold in golds:
        found = next((place for place, answer in enumerate(left) if equal(gold, answer)), None)
        if found is None:
            return False
        del left[found]
    return not left


def _as_sets(golds: Sequence[Value], answers: Sequence[Value]) -> bool:
    return all(any(equal(gold, answer) for answer in answers) for gold in golds) and all(
        any(equal(gold, answer) for gold in golds) for answer in answers
    )
