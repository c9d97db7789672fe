"""``Query``: a parsed query as a list of commands."""

from dataclasses import dataclass

from rft.insights.language.query_error import Position
from rft.insights.language.syntax import Expression, Field, Pattern, Text


@dataclass(frozen=True)
class Item:
    """An expression and the name of its value: its alias, or its own text."""

    expression: Expression
    name: str
    at: Position


@dataclass(frozen=True)
class Fields:
    """``fields``: show these items and define the fields that they name."""

    items: tuple[Item, ...]
    at: Position


@dataclass(frozen=True)
class Display:
    """``display``: show only these items."""

    items: tuple[Item, ...]
    at: Position


@dataclass(frozen=True)
class Filter:
    """``filter``: keep the rows that meet the condition."""

    condition: Expression
    at: Position


@dataclass(frozen=True)
class Stats:
    """``stats``: make one row per group."""

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
    """``sort``: order the rows by these keys."""

    keys: tuple[SortKey, ...]
    at: Position


@dataclass(frozen=True)
class Limit:
    """``limit``: keep the first ``count`` rows."""

    count: int
    at: Position


@dataclass(frozen=True)
class Parse:
    """``parse``: define fields from parts of a text, by a glob (one name per ``*``) or by a regex with named groups."""

    source: Field
    pattern: Text | Pattern
    names: tuple[Field, ...]
    """Empty for a regex, because its groups name the fields."""
    at: Position


@dataclass(frozen=True)
class Dedup:
    """``dedup``: keep the first row of every combination of these fields."""

    fields: tuple[Field, ...]
    at: Position


Command = Fields | Display | Filter | Stats | Sort | Limit | Parse | Dedup


@dataclass(frozen=True)
class Query:
    """A whole query."""

    commands: tuple[Command, ...]
