"""The values that an answer can have."""

from dataclasses import dataclass
from typing import NamedTuple

from reward_runtime.answers.expressions.evaluation.points import names
from reward_runtime.answers.expressions.notation.nodes import Node

__all__ = [
    "Based",
    "Either",
    "Equation",
    "Finite",
    "Group",
    "Identity",
    "Listed",
    "Member",
    "Named",
    "Numbers",
    "Piece",
    "Region",
    "Relation",
    "Rounded",
    "Scalar",
    "Table",
    "Value",
    "Words",
]


@dataclass(frozen=True)
class Scalar:
    """One expression and its unit, empty if it has none."""

    node: Node
    unit: str = ""


@dataclass(frozen=True)
class Words:
    """Text that is not mathematics."""

    text: str


@dataclass(frozen=True)
class Listed:
    """Several answers side by side, in no order."""

    items: tuple["Value", ...]


@dataclass(frozen=True)
class Either:
    """A text that can mean two things: ``70,110`` a number or a list, ``5 m`` a length or a product."""

    readings: tuple["Value", ...]
    """Its meanings in an answer."""
    surely: tuple["Value", ...]
    """Its meaning in a reference."""


@dataclass(frozen=True)
class Group:
    """A pair, tuple, vector, interval or ratio: its items in their order, and the brackets around them."""

    brackets: str
    items: tuple["Value", ...]


@dataclass(frozen=True)
class Finite:
    """A set of its items."""

    items: tuple["Value", ...]


class Piece(NamedTuple):
    """An interval of real numbers; ``None`` for an end at infinity."""

    low: Node | None
    low_closed: bool
    high: Node | None
    high_closed: bool


@dataclass(frozen=True)
class Region:
    """A union of intervals, in order and apart; ``name`` is the variable that an inequality is about."""

    pieces: tuple[Piece, ...]
    name: str = ""


@dataclass(frozen=True)
class Numbers:
    """All numbers of a kind but the real ones: ``Z``, ``N``, ``Q`` or ``C``."""

    letter: str


@dataclass(frozen=True)
class Member:
    r"""``x \in ...``."""

    name: str
    value: "Value"


@dataclass(frozen=True)
class Named:
    """Values by the names before their equals signs."""

    values: tuple[tuple[str, "Value"], ...]


@dataclass(frozen=True)
class Equation:
    """An equation that gives no name a value."""

    left: Node
    right: Node


@dataclass(frozen=True)
class Relation:
    """An inequality that gives no variable a range; ``left`` is the greater side."""

    left: Node
    right: Node
    sign: str
    """``>``, ``>=`` or ``!=``."""


@dataclass(frozen=True)
class Identity:
    """Sides between equals signs that are all the same: ``2^{10} = 1024``."""

    sides: tuple[Node, ...]

    @property
    def repeats(self) -> bool:
        """Whether it says nothing: a side is written twice."""
        return len(set(self.sides)) < len(self.sides)

    @property
    def is_computation(self) -> bool:
        """Whether its sides are constants in different forms, so that it is about one value."""
        return not self.repeats and not names(self.sides[0])


@dataclass(frozen=True)
class Rounded:
    r"""An exact value and, behind a sign such as ``\approx``, a rounded one."""

    exact: Node
    rounded: Node


@dataclass(frozen=True)
class Based:
    """A numeral in a base that it states."""

    digits: str
    base: int


@dataclass(frozen=True)
class Table:
    """A matrix, a determinant, or the cases of a function."""

    kind: str
    rows: tuple[tuple["Value", ...], ...]


Value = (
    Scalar | Words | Listed | Either | Group | Finite | Region | Numbers | Member | Named | Equation | Relation
    | Identity | Rounded | Based | Table
)  # fmt: skip
