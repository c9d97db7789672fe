"""``SqlValue``: a compiled expression as SQL with the kind of its value, and the conversions between kinds.

A log field has no type. It is kept as text. If a number is needed and the whole text is a number, it counts as one.
"""

from dataclasses import dataclass, field
from enum import Enum

from rft.insights.language.query_error import Position, QueryError


class Kind(Enum):
    """The kind of value of a piece of SQL. NULL is a missing value in every kind."""

    FIELD = "a field"
    """VARCHAR as in the log: a number if all of it is one, else a text."""
    TEXT = "a text"
    """VARCHAR that counts as a text even if it looks like a number."""
    NUMBER = "a number"
    """DOUBLE, finite."""
    TIME = "a time"
    """BIGINT: milliseconds since 1970, UTC."""
    CONDITION = "a condition"
    """BOOLEAN, never NULL. As a number or a text it is 1 or 0."""


@dataclass(frozen=True)
class SqlValue:
    """A piece of SQL. It holds our own words, column names and placeholders, and never text of the query."""

    sql: str
    kind: Kind


@dataclass
class Parameters:
    """The texts and numbers of a query. DuckDB gets them apart from the SQL."""

    values: list[str | float] = field(default_factory=list["str | float"])

    def add(self, value: str | float) -> str:
        """Keep a value and return its placeholder."""
        self.values.append(value)
        return f"${len(self.values)}"


def number(value: SqlValue, at: Position) -> str:
    """Return the value as a number; NULL if its text is not a number."""
    if value.kind is Kind.NUMBER:
        return value.sql
    if value.kind in (Kind.FIELD, Kind.TEXT):
        return f"as_number({value.sql})"
    if value.kind is Kind.CONDITION:
        return f"CAST({value.sql} AS DOUBLE)"
    raise QueryError(at, f"got {value.kind.value}, expected a number{_hint(value)}")


def text(value: SqlValue, at: Position) -> str:
    """Return the value as a text."""
    if value.kind in (Kind.FIELD, Kind.TEXT):
        return value.sql
    if value.kind is Kind.NUMBER:
        return f"as_text({value.sql})"
    if value.kind is Kind.CONDITION:
        return f"CASE WHEN {value.sql} THEN '1' ELSE '0' END"
    raise QueryError(at, f"got {value.kind.value}, expected a text{_hint(value)}")


def time(value: SqlValue, at: Position) -> str:
    """Return the value as a time."""
    if value.kind is Kind.TIME:
        return value.sql
    raise QueryError(at, f"got {value.kind.value}, expected a time, such as @timestamp or fromMillis(...)")


def condition(value: SqlValue, at: Position) -> str:
    """Return the value as a condition. A field or a number holds unless it is 0, missing, or no number and not true."""
    if value.kind is Kind.CONDITION:
        return value.sql
    if value.kind is Kind.FIELD:
        return f"holds({value.sql})"
    if value.kind is Kind.NUMBER:
        return f"coalesce({value.sql} <> 0, false)"
    raise QueryError(at, f"got {value.kind.value}, expected a condition, such as a comparison")


def shown(value: SqlValue, at: Position) -> str:
    """Return the value as the result shows it: VARCHAR."""
    if value.kind is Kind.TIME:
        return f"time_text({value.sql})"
    return text(value, at)


def order(value: SqlValue) -> tuple[str, ...]:
    """Return the terms by which values sort: missing values first, then texts, then numbers."""
    if value.kind in (Kind.FIELD, Kind.TEXT):
        as_number = f"as_number({value.sql})"
        return (f"{value.sql} IS NOT NULL", f"{as_number} IS NOT NULL", as_number, f"natural_order({value.sql})")
    return (value.sql,)


def _hint(value: SqlValue) -> str:
    return "; write toMillis(...) around it" if value.kind is Kind.TIME else ""
