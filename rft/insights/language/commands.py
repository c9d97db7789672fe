"""A parsed query: its commands, in order."""

from dataclasses import dataclass

from rft.insights.language.query_error import Position
from rft.insights.language.syntax import Expression, Field, Pattern, Text


@dataclass(frozen=True)
class Item:
    """An expression and the name its value goes by: its alias, else its own text."""

    expression: Expression
    name: str
    at: Position


@dataclass(frozen=True)
class Fields:
    """``fields``: show these, and keep what they name."""

    items: tuple[Item, ...]
    at: Position


@dataclass(frozen=True)
class Display:
    """``display``: show these and nothing else."""

    items: tuple[Item, ...]
    at: Position


@dataclass(frozen=True)
class Filter:
    """``filter``: keep the rows that meet the condition."""

    condition: Expression
    at: Position


@dataclass(frozen=True)
class Stats:
    """``stats``: one row a group."""

    items: tuple[Item, ...]
    groups: tuple[Item, ...]
    at: Position


@dataclass(frozen=True)
class SortKey:
    """One field to sort by."""

    field: Field
    descending: bool


@dataclass(frozen=True)
class Sort:
    """``sort``."""

    keys: tuple[SortKey, ...]
    at: Position


@dataclass(frozen=True)
class Limit:
    """``limit``."""

    count: int
    at: Position


@dataclass(frozen=True)
class Parse:
    """``parse``: new fields out of a text, by a glob (with one name a ``*``) or by the named groups of a regex."""

    source: Field
    pattern: Text | Pattern
    names: tuple[Field, ...]
    """Empty for a regex, whose groups name the fields."""
    at: Position


@dataclass(frozen=True)
class Dedup:
    """``dedup``: the first row of every combination of these fields."""

    fields: tuple[Field, ...]
    at: Position


Command = Fields | Display | Filter | Stats | Sort | Limit | Parse | Dedup


@dataclass(frozen=True)
class Query:
    """A whole query."""

    commands: tuple[Command, ...]
