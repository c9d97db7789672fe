"""When two equations, or two inequalities, have the same solutions: one is a constant multiple of the other."""

from reward_runtime.answers.expressions.evaluation.identity import proportional, same
from reward_runtime.answers.expressions.evaluation.points import names
from reward_runtime.answers.expressions.notation.naming import is_plain
from reward_runtime.answers.expressions.notation.nodes import Difference, Symbol
from reward_runtime.answers.expressions.values import Equation, Named, Relation, Scalar, Value

__all__ = ["equation_of", "same_equation", "same_relation"]


def equation_of(value: Value) -> Equation | None:
    """Return a value as an equation: one itself, or ``y = 2x + 1``; a name that has a constant value is solved."""
    if isinstance(value, Equation):
        return value
    if not isinstance(value, Named) or len(value.values) != 1:
        return None
    ((name, given),) = value.values
    if not is_plain(name) or not isinstance(given, Scalar) or not names(given.node):
        return None
    return Equation(Symbol(name.lstrip("\\")), given.node)


def same_equation(gold: Equation, answer: Equation) -> bool:
    """Whether the sides are the same, in either order, or their differences are multiples of one another."""
    left, right = Difference(gold.left, gold.right), Difference(answer.left, answer.right)
    if names(left) != names(right):
        return False
    for one, other in ((answer.left, answer.right), (answer.right, answer.left)):
        if same(gold.left, one) and same(gold.right, other):
            return True
    return bool(names(left)) and proportional(left, right)


def same_relation(gold: Relation, answer: Relation) -> bool:
    """Whether two inequalities of one sign are positive multiples of one another."""
    left, right = Difference(gold.left, gold.right), Difference(answer.left, answer.right)
    same_names = gold.sign == answer.sign and names(left) == names(right)
    return same_names and proportional(left, right, positive=gold.sign != "!=")
