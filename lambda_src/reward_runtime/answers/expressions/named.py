"""Answers that name their values, as ``x = 1, y = 2``, and which values of two answers belong together.

A name on one side alone is let go. Names on both sides must be the same, unless both are one equation. Several names
beside none are met in their order, never as a set.
"""

from collections.abc import Callable, Sequence

from reward_runtime.answers.expressions.equations import equation_of, same_equation
from reward_runtime.answers.expressions.values import Equation, Group, Listed, Member, Named, Relation, Value

__all__ = ["by_names"]

Equal = Callable[[Value, Value], bool]


def by_names(gold: Value, answer: Value, equal: Equal) -> bool:
    """Whether two answers are the same of which at least one names its values; ``equal`` compares two values."""
    if isinstance(gold, Named) and isinstance(answer, Named):
        golds, answers = dict(gold.values), dict(answer.values)
        if golds.keys() == answers.keys():
            return all(equal(golds[name], answers[name]) for name in golds)
    left, right = equation_of(gold), equation_of(answer)
    if left is not None and right is not None:
        return same_equation(left, right)
    if isinstance(gold, Named) and isinstance(answer, Named):
        collected = _unnumbered(answer)
        return collected is not answer and len(gold.values) == 1 and by_names(gold, collected, equal)
    answer = _unnumbered(answer)
    named, other, flip = (gold, answer, False) if isinstance(gold, Named) else (answer, gold, True)
    if not isinstance(named, Named) or isinstance(other, (Equation, Relation)):
        return False
    if isinstance(other, Member):
        return dict(named.values).keys() == {other.name} and equal(named.values[0][1], other.value)
    if len(named.values) == 1:
        value = named.values[0][1]
        return equal(other, value) if flip else equal(value, other)
    ordered = isinstance(other, Listed) or (isinstance(other, Group) and other.brackets == "()")
    values = [value for _, value in named.values]
    return ordered and isinstance(other, (Listed, Group)) and _in_order(values, other.items, equal)


def _unnumbered(value: Value) -> Value:
    """``x_1 = 2, x_2 = -3`` as the values of ``x``, for a reference that numbers none."""
    if not isinstance(value, Named) or len(value.values) < 2:
        return value
    stems = {name.partition("_")[0] for name, _ in value.values}
    numbered = len(stems) == 1 and all(name.partition("_")[2].isdigit() for name, _ in value.values)
    return Named(((stems.pop(), Listed(tuple(each for _, each in value.values))),)) if numbered else value


def _in_order(golds: Sequence[Value], answers: Sequence[Value], equal: Equal) -> bool:
    return len(golds) == len(answers) and all(equal(one, other) for one, other in zip(golds, answers, strict=True))
