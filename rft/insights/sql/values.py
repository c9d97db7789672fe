"""What an expression becomes: a piece of SQL and the kind of value it yields, and the ways from kind to kind.

A log field has no type of its own. It is kept as text, and is a number wherever a number is wanted and its whole
text reads as one.
"""

from dataclasses import dataclass, field
from enum import Enum

from rft.insights.language.query_error import Position, QueryError


class Kind(Enum):
    """What a piece of SQL yields; NULL is a missing value in each."""

    FIELD = "a field"
    """VARCHAR as the log has it: a number or a text, whichever it reads as."""
    TEXT = "a text"
    """VARCHAR that is a text whatever it reads as."""
    NUMBER = "a number"
    """DOUBLE, finite."""
    TIME = "a time"
    """BIGINT: milliseconds since 1970, UTC."""
    CONDITION = "a condition"
    """BOOLEAN, never NULL."""


@dataclass(frozen=True)
class SqlValue:
    """A piece of SQL made of our own words, column names and parameters; never of a query's text."""

    sql: str
    kind: Kind


@dataclass
class Parameters:
    """Every text and number of a query, handed to DuckDB beside the SQL."""

    values: list[str | float] = field(default_factory=list["str | float"])

    def add(self, value: str | float) -> str:
        """Keep a value; its placeholder."""
        self.values.append(value)
        return f"${len(self.values)}"


def number(value: SqlValue, at: Position) -> str:
    """SQL of the value as a number; NULL where it does not read as one."""
    if value.kind is Kind.NUMBER:
        return value.sql
    if value.kind in (Kind.FIELD, Kind.TEXT):
        return f"as_number({value.sql})"
    raise QueryError(at, f"got {value.kind.value}, expected a number{_hint(value)}")


def text(value: SqlValue, at: Position) -> str:
    """SQL of the value as a text."""
    if value.kind in (Kind.FIELD, Kind.TEXT):
        return value.sql
    if value.kind is Kind.NUMBER:
        return f"as_text({value.sql})"
    raise QueryError(at, f"got {value.kind.value}, expected a text{_hint(value)}")


def time(value: SqlValue, at: Position) -> str:
    """SQL of the value as a time."""
    if value.kind is Kind.TIME:
        return value.sql
    raise QueryError(at, f"got {value.kind.value}, expected a time, such as @timestamp or fromMillis(...)")


def condition(value: SqlValue, at: Position) -> str:
    """SQL of the value as a condition."""
    if value.kind is Kind.CONDITION:
        return value.sql
    raise QueryError(at, f"got {value.kind.value}, expected a condition, such as a comparison")


def shown(value: SqlValue, at: Position) -> str:
    """SQL of the value as the result shows it: VARCHAR."""
    if value.kind is Kind.TIME:
        return f"time_text({value.sql})"
    return text(value, at)


def order(value: SqlValue) -> tuple[str, ...]:
    """SQL terms by which values sort: missing ones, then texts, then numbers."""
    if value.kind in (Kind.FIELD, Kind.TEXT):
        as_number = f"as_number({value.sql})"
        return (f"{value.sql} IS NOT NULL", f"{as_number} IS NOT NULL", as_number, f"natural_order({value.sql})")
    return (value.sql,)


def _hint(value: SqlValue) -> str:
    return "; write toMillis(...) around it" if value.kind is Kind.TIME else ""
