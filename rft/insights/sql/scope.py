"""Which fields a command can name, and the column each lies in."""

from dataclasses import dataclass, field, replace
from typing import Final

from rft.insights.language.query_error import Position, QueryError, listed
from rft.insights.language.system_fields import SYSTEM_FIELDS, TIMESTAMP
from rft.insights.sql.values import Kind, SqlValue

EVENT_TIME: Final = SqlValue("event_time", Kind.TIME)
"""Column of every event's time."""


@dataclass
class EventFields:
    """The fields that a query reads from the events, each with its column: only these are looked up."""

    columns: dict[str, str] = field(default_factory=dict[str, str])
    """Field -> column of the table of events."""

    def column(self, name: str) -> SqlValue:
        """The column of a field, made when it is first asked for."""
        return SqlValue(self.columns.setdefault(name, f"field_{len(self.columns)}"), Kind.FIELD)


@dataclass(frozen=True)
class Scope:
    """The fields that are there between two commands."""

    events: EventFields
    made: dict[str, SqlValue] = field(default_factory=dict[str, SqlValue])
    """Fields that earlier commands made."""
    closed: bool = False
    """True after ``stats``: what it did not make is gone."""

    def value(self, name: str, at: Position) -> SqlValue:
        """The field of that name; before ``stats`` any name may be one, as events bring their own."""
        if name in self.made:
            return self.made[name]
        if self.closed:
            raise QueryError(at, f"got {name!r}, which stats did not pass on, expected one of: {listed(self.made)}")
        if name == TIMESTAMP:
            return EVENT_TIME
        if name.startswith("@") and not name.startswith("@@") and name not in SYSTEM_FIELDS:
            raise QueryError(at, f"got {name!r}, expected one of: {listed([*SYSTEM_FIELDS, *self.made])}")
        return self.events.column(name)

    def having(self, name: str, value: SqlValue) -> "Scope":
        """This scope with one field more."""
        return replace(self, made={**self.made, name: value})

    def after_stats(self, made: dict[str, SqlValue]) -> "Scope":
        """The scope behind a ``stats`` that made these."""
        return Scope(self.events, made, closed=True)
