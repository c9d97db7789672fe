"""Parsed expressions. Every part has its position in the text, so that an error can name it."""

from dataclasses import dataclass
from typing import Literal

from rft.insights.language.query_error import Position


@dataclass(frozen=True)
class Text:
    """A text in quotes; ``value`` is without the quotes."""

    value: str
    at: Position


@dataclass(frozen=True)
class Number:
    """A number."""

    value: float
    at: Position


@dataclass(frozen=True)
class Period:
    """A duration, such as ``5m``."""

    count: int
    unit: str
    at: Position


@dataclass(frozen=True)
class Pattern:
    """A regular expression between slashes; ``value`` is without the slashes."""

    value: str
    at: Position


@dataclass(frozen=True)
class Field:
    """A field. ``name`` includes dots but no backticks."""

    name: str
    at: Position


@dataclass(frozen=True)
class Call:
    """A function and its arguments. ``star`` is True for ``count(*)``."""

    function: str
    """In lower case, because function names are case-insensitive."""
    arguments: tuple["Expression", ...]
    star: bool
    at: Position


@dataclass(frozen=True)
class Arithmetic:
    """An operation on two numbers."""

    operator: Literal["+", "-", "*", "/", "%", "^"]
    left: "Expression"
    right: "Expression"
    at: Position


@dataclass(frozen=True)
class Negative:
    """A number with its sign reversed."""

    operand: "Expression"
    at: Position


@dataclass(frozen=True)
class Comparison:
    """A comparison of two values."""

    operator: Literal["=", "!=", "<", "<=", ">", ">="]
    left: "Expression"
    right: "Expression"
    at: Position


@dataclass(frozen=True)
class Match:
    """``like`` or ``=~``: a search for a part of a text, or for a regular expression."""

    operand: "Expression"
    pattern: Text | Pattern
    negated: bool
    at: Position


@dataclass(frozen=True)
class Membership:
    """``in [...]``."""

    operand: "Expression"
    members: tuple[Text | Number, ...]
    negated: bool
    at: Position


@dataclass(frozen=True)
class Logic:
    """Conditions joined by ``and`` or ``or``."""

    operator: Literal["and", "or"]
    operands: tuple["Expression", ...]
    at: Position


@dataclass(frozen=True)
class Not:
    """A negated condition."""

    operand: "Expression"
    at: Position


Expression = (
    Text | Number | Period | Field | Call | Arithmetic | Negative | Comparison | Match | Membership | Logic | Not
)
