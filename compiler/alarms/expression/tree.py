"""The tree of a metric-maths expression."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

__all__ = ["Binary", "Call", "Id", "Minus", "Node", "Number", "calls", "ids", "looks_back"]


@dataclass(frozen=True)
class Number:
    """A scalar."""

    value: float


@dataclass(frozen=True)
class Id:
    """A metric, by its id."""

    name: str


@dataclass(frozen=True)
class Minus:
    """The negative of a scalar or a series."""

    of: "Node"


@dataclass(frozen=True)
class Binary:
    """An arithmetic, comparison or logical operator (``AND``, ``OR``) between scalars and series."""

    operator: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True)
class Call:
    """A function and its arguments. ``REPEAT`` as an argument of ``FILL`` is an ``Id``."""

    function: str
    arguments: tuple["Node", ...]


Node: TypeAlias = Number | Id | Minus | Binary | Call


def ids(node: Node) -> frozenset[str]:
    """Return the ids of the metrics that the expression reads."""
    return frozenset(part.name for part in _parts(node) if isinstance(part, Id) and part.name != "REPEAT")


def calls(node: Node) -> frozenset[str]:
    """Return the functions that the expression calls."""
    return frozenset(part.function for part in _parts(node) if isinstance(part, Call))


def looks_back(node: Node) -> bool:
    """Say whether a datapoint of the expression depends on earlier ones: ``DIFF``, or ``FILL`` with ``REPEAT``."""
    return "DIFF" in calls(node) or any(isinstance(part, Id) and part.name == "REPEAT" for part in _parts(node))


def _parts(node: Node) -> Iterator[Node]:
    yield node
    match node:
        case Minus(of):
            yield from _parts(of)
        case Binary(_, left, right):
            yield from _parts(left)
            yield from _parts(right)
        case Call(_, arguments):
            for argument in arguments:
                yield from _parts(argument)
        case _:
            return
