"""Sides and the signs between them -> their statement: a name's value, an identity, an equation, a range."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Final

from reward_runtime.answers.expressions.equality import equal
from reward_runtime.answers.expressions.evaluation.identity import is_decimal, near, same
from reward_runtime.answers.expressions.evaluation.points import effort, names
from reward_runtime.answers.expressions.failures import Unreadable
from reward_runtime.answers.expressions.notation.naming import name_of
from reward_runtime.answers.expressions.notation.nodes import Node, Number, Quotient
from reward_runtime.answers.expressions.notation.reader import read
from reward_runtime.answers.expressions.notation.splitting import enclosed, split
from reward_runtime.answers.expressions.notation.tokens import Token
from reward_runtime.answers.expressions.notation.units import PERCENT
from reward_runtime.answers.expressions.reading.inequalities import ordered
from reward_runtime.answers.expressions.reading.intervals import interval
from reward_runtime.answers.expressions.values import (
    Equation,
    Group,
    Identity,
    Member,
    Named,
    Region,
    Rounded,
    Scalar,
    Value,
    Words,
)
from reward_runtime.answers.expressions.work import spend

__all__ = ["orders", "read_relation", "relates"]

Reads = Callable[[Sequence[Token]], Value]

_SIGNS: Final = frozenset("=<>")
_COMMANDS: Final = frozenset({"le", "ge", "ne", "approx", "in"})


def orders(token: Token) -> bool:
    """Whether a token says that one side is less than the other."""
    return relates(token) and token.text in ("<", ">", "le", "ge")


def relates(token: Token) -> bool:
    """Whether a token stands between two sides."""
    return (token.kind == "sign" and token.text in _SIGNS) or (token.kind == "command" and token.text in _COMMANDS)


def read_relation(parts: Sequence[Sequence[Token]], signs: Sequence[str], reads: Reads) -> Value:
    """Return the value of sides and signs; ``reads`` reads one side."""
    if not all(parts[1:]) or (not parts[0] and set(signs) != {"approx"}):
        raise Unreadable
    if not parts[0]:
        return reads(parts[1])
    if "in" in signs:
        if len(signs) > 1 or not (name := name_of(parts[0])):
            raise Unreadable
        return _member(name, reads(parts[1]))
    if set(signs) <= {"=", "approx"}:
        return _equal(parts, signs, reads)
    return ordered([name_of(part) for part in parts], [_node(reads(part)) for part in parts], signs)


def _member(name: str, value: Value) -> Value:
    if isinstance(value, Group) and (region := interval(value)):
        return Region(region, name)
    if isinstance(value, (Scalar, Words)):
        raise Unreadable
    return Region(value.pieces, name) if isinstance(value, Region) else Member(name, value)


def _equal(parts: Sequence[Sequence[Token]], signs: Sequence[str], reads: Reads) -> Value:
    name = name_of(parts[0])
    if not name and len(parts) == 2 and (name := name_of(parts[1])):
        parts = parts[::-1]
    if name and len(parts) > 2 and set(signs) == {"="} and all(several := [name_of(part) for part in parts[:-1]]):
        value = reads(parts[-1])
        return Named(tuple((each, value) for each in dict.fromkeys(several)))
    if name:
        value = _value(parts[1:], signs[1:], reads)
        if isinstance(value, Scalar) and name.lstrip("\\") in names(value.node):
            return Equation(_node(reads(parts[0])), value.node)
        return Named(((name, value),))
    if ratio := _ratio(parts[0]):
        return Named(((ratio, _value(parts[1:], signs[1:], reads)),))
    if several := _several(parts[0]):
        return _spread(several, _value(parts[1:], signs[1:], reads))
    return _sides(parts, signs, reads)


def _several(part: Sequence[Token]) -> list[str]:
    """The names of ``(x, y)``, or nothing."""
    if enclosed(part) != "(":
        return []
    found = [name_of(each) for each in split(part[1:-1], lambda token: token.text == ",")[0]]
    return found if len(found) > 1 and all(found) and len(set(found)) == len(found) else []


def _ratio(part: Sequence[Token]) -> str:
    """``V_1:V_2`` as the name of one value, or nothing."""
    found = [name_of(each) for each in split(part, lambda token: token.text == ":")[0]]
    return ":".join(found) if len(found) > 1 and all(found) else ""


def _spread(several: Sequence[str], value: Value) -> Value:
    if isinstance(value, Group) and len(value.items) == len(several):
        return Named(tuple(zip(several, value.items, strict=True)))
    return Named(((f"({','.join(several)})", value),))


def _value(parts: Sequence[Sequence[Token]], signs: Sequence[str], reads: Reads) -> Value:
    """The one value of the sides behind a name."""
    if len(parts) == 1:
        value = reads(parts[0])
        letters = isinstance(value, Words) and value.text.isalpha() and value.text.islower()
        return Scalar(read(parts[0])) if letters and len(parts[0]) == 1 and len(parts[0][0].text) < 4 else value
    value = _sides(parts, signs, reads)
    if isinstance(value, Identity):
        return Scalar(value.sides[-1])
    if isinstance(value, Equation):
        raise Unreadable
    return value


def _sides(parts: Sequence[Sequence[Token]], signs: Sequence[str], reads: Reads) -> Value:
    values = [reads(part) for part in parts]
    if not any(isinstance(value, Scalar) for value in values) and all(equal(values[0], each) for each in values):
        return values[0]
    nodes = _nodes(values)
    spend(sum(map(effort, nodes)))
    exact = nodes[: signs.index("approx") + 1] if "approx" in signs else nodes
    if any(not same(exact[0], other) for other in exact[1:]):
        if len(nodes) == 2:
            return Equation(*nodes)
        raise Unreadable
    if len(exact) < len(nodes):
        return _rounded(exact[0], nodes[len(exact) :])
    return Identity(tuple(nodes))


def _rounded(exact: Node, rounded: Sequence[Node]) -> Value:
    if not all(near(exact, each) for each in rounded):
        raise Unreadable
    # A decimal that is rounded again is one answer, not two.
    return Scalar(exact) if is_decimal(exact) else Rounded(exact, rounded[-1])


def _nodes(values: Sequence[Value]) -> list[Node]:
    r"""The sides of a chain; a percentage beside a plain number is a share: ``0.75 = 75\%``."""
    nodes = [_node(value) for value in values]
    shares = [isinstance(value, Scalar) and value.unit == PERCENT for value in values]
    if all(shares):
        return nodes
    return [Quotient(node, Number(Fraction(100))) if share else node for node, share in zip(nodes, shares, strict=True)]


def _node(value: Value) -> Node:
    if not isinstance(value, Scalar):
        raise Unreadable
    return value.node
