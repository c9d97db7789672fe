"""``Scope``: the fields that a command can use, each with its column."""

from dataclasses import dataclass, field, replace
from typing import Final

from rft.insights.language.query_error import Position, QueryError, listed
from rft.insights.language.system_fields import SYSTEM_FIELDS, TIMESTAMP
from rft.insights.sql.values import Kind, SqlValue

EVENT_TIME: Final = SqlValue("event_time", Kind.TIME)
"""Column with the time of each event."""


@dataclass
class EventFields:
    """The fields that a query reads from the events, each with its column. No other field is looked up."""

    columns: dict[str, str] = field(default_factory=dict[str, str])
    """Field -> column of the table of events."""

    def column(self, name: str) -> SqlValue:
        """Return the column of a field. It is made when it is first used."""
        return SqlValue(self.columns.setdefault(name, f"field_{len(self.columns)}"), Kind.FIELD)


@dataclass(frozen=True)
class Scope:
    """The fields that exist between two commands."""

    events: EventFields
    made: dict[str, SqlValue] = field(default_factory=dict[str, SqlValue])
    """Fields that earlier commands defined."""
    closed: bool = False
    """True after ``stats``: only the fields that it made still exist."""

    def value(self, name: str, at: Position) -> SqlValue:
        """Return the field of that name. Before ``stats`` any name may be a field, because events define their own."""
        if name in self.made:
            return self.made[name]
        if self.closed:
            raise QueryError(at, f"got {name!r}, which the last stats dropped, expected one of: {listed(self.made)}")
        if name == TIMESTAMP:
            return EVENT_TIME
        if name.startswith("@") and not name.startswith("@@") and name not in SYSTEM_FIELDS:
            raise QueryError(at, f"got {name!r}, expected one of: {listed([*SYSTEM_FIELDS, *self.made])}")
        return self.events.column(name)

    def having(self, name: str, value: SqlValue) -> "Scope":
        """Return this scope with one more field."""
        return replace(self, made={**self.made, name: value})

    def after_stats(self, made: dict[str, SqlValue]) -> "Scope":
        """Return the scope after a ``stats`` that made these fields."""
        return Scope(self.events, made, closed=True)
