"""The SELECTs that a query becomes, each over the one before, with the order of their rows."""

from rft.insights.sql.scope import EventFields, Scope
from rft.insights.sql.values import SqlValue


class SelectChain:
    """What has been compiled so far. No text of a query is in its SQL: only words of ours, columns and placeholders."""

    def __init__(self) -> None:
        """Begin with every event, newest first, those of one moment as they were written."""
        self.events = EventFields()
        self.scope = Scope(self.events)
        self.order: tuple[str, ...] = ("event_time DESC", "event_number ASC")
        self._selects = ["SELECT * FROM events"]

    def new_column(self) -> str:
        """A name that no column has yet."""
        return f"made_{len(self._selects)}"

    def select(self, what: str, rest: str = "") -> None:
        """Add a step."""
        source = f"s{len(self._selects) - 1}"
        self._selects.append(f"SELECT {what} FROM {source} {rest}".rstrip())  # noqa: S608 (see the class)

    def make(self, name: str, value: SqlValue) -> None:
        """Add a field."""
        column = self.new_column()
        self.select(f"*, {value.sql} AS {column}")
        self.scope = self.scope.having(name, SqlValue(column, value.kind))

    def order_by(self) -> str:
        """The clause that puts rows in order; empty where there is at most one row."""
        return f"ORDER BY {', '.join(self.order)}" if self.order else ""

    def sql(self) -> str:
        """One statement of every step."""
        *steps, last = self._selects
        named = ", ".join(f"s{at} AS ({select})" for at, select in enumerate(steps))
        return f"WITH {named} {last}"
