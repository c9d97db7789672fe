"""Whether a reference can be compared at all: every expression in it has a value somewhere."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import cast

from reward_runtime.answers.expressions.evaluation.points import effort, has_value
from reward_runtime.answers.expressions.failures import Unreadable
from reward_runtime.answers.expressions.notation.nodes import Node
from reward_runtime.answers.expressions.reading.intervals import infinity
from reward_runtime.answers.expressions.values import Value

__all__ = ["check", "total_effort"]


def total_effort(value: Value) -> int:
    """Return the steps that evaluating all expressions of ``value`` counts as."""
    return sum(map(effort, _nodes(value)))


def check(value: Value) -> None:
    """Raise ``Unreadable`` if an expression of ``value`` has no value, such as a quotient by 0."""
    if not all(infinity(node) or has_value(node) for node in _nodes(value)):
        raise Unreadable


def _nodes(part: object) -> Iterator[Node]:
    if isinstance(part, Node):
        yield part
    elif isinstance(part, tuple):
        for each in cast("tuple[object, ...]", part):
            yield from _nodes(each)
    elif is_dataclass(part):
        for field in fields(part):
            yield from _nodes(getattr(part, field.name))
