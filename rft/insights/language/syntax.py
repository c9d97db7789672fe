"""Parsed expressions; every part knows its place in the text, so that an error can name it."""

from dataclasses import dataclass
from typing import Literal

from rft.insights.language.query_error import Position


@dataclass(frozen=True)
class Text:
    """A text in quotes, without them."""

    value: str
    at: Position


@dataclass(frozen=True)
class Number:
    """A number."""

    value: float
    at: Position


@dataclass(frozen=True)
class Period:
    """A length of time, such as ``5m``."""

    count: int
    unit: str
    at: Position


@dataclass(frozen=True)
class Pattern:
    """A regular expression between slashes, without them."""

    value: str
    at: Position


@dataclass(frozen=True)
class Field:
    """A field by its whole name, dots included and backticks gone."""

    name: str
    at: Position


@dataclass(frozen=True)
class Call:
    """A function and its arguments; ``star`` stands for the ``*`` of ``count(*)``."""

    function: str
    """In lower case: names of functions have no case."""
    arguments: tuple["Expression", ...]
    star: bool
    at: Position


@dataclass(frozen=True)
class Arithmetic:
    """Two numbers joined."""

    operator: Literal["+", "-", "*", "/", "%", "^"]
    left: "Expression"
    right: "Expression"
    at: Position


@dataclass(frozen=True)
class Negative:
    """A number with its sign turned."""

    operand: "Expression"
    at: Position


@dataclass(frozen=True)
class Comparison:
    """Two values compared."""

    operator: Literal["=", "!=", "<", "<=", ">", ">="]
    left: "Expression"
    right: "Expression"
    at: Position


@dataclass(frozen=True)
class Match:
    """``like`` or ``=~``: a part of a text, or a regular expression."""

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
    """Conditions joined by one word."""

    operator: Literal["and", "or"]
    operands: tuple["Expression", ...]
    at: Position


@dataclass(frozen=True)
class Not:
    """A condition turned round."""

    operand: "Expression"
    at: Position


Expression = (
    Text | Number | Period | Field | Call | Arithmetic | Negative | Comparison | Match | Membership | Logic | Not
)
