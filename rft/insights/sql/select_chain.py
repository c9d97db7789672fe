"""``SelectChain``: the SELECTs of a query, each over the one before, and the order of the rows."""

from rft.insights.sql.scope import EventFields, Scope
from rft.insights.sql.values import SqlValue


class SelectChain:
    """The SELECTs so far. Their SQL holds our own words, columns and placeholders, and never text of the query."""

    def __init__(self) -> None:
        """Start with all events, newest first; events of the same moment keep the order in which they were written."""
        self.events = EventFields()
        self.scope = Scope(self.events)
        self.order: tuple[str, ...] = ("event_time DESC", "event_number ASC")
        self._selects = ["SELECT * FROM events"]

    def new_column(self) -> str:
        """Return a name that no column has yet."""
        return f"made_{len(self._selects)}"

    def select(self, what: str, rest: str = "") -> None:
        """Add a SELECT over the last one."""
        source = f"s{len(self._selects) - 1}"
        self._selects.append(f"SELECT {what} FROM {source} {rest}".rstrip())  # noqa: S608 (see the class)

    def make(self, name: str, value: SqlValue) -> None:
        """Add a field."""
        column = self.new_column()
        self.select(f"*, {value.sql} AS {column}")
        self.scope = self.scope.having(name, SqlValue(column, value.kind))

    def order_by(self) -> str:
        """Return the ORDER BY clause; empty if there is at most one row."""
        return f"ORDER BY {', '.join(self.order)}" if self.order else ""

    def sql(self) -> str:
        """Return one SQL statement with all SELECTs."""
        *steps, last = self._selects
        named = ", ".join(f"s{at} AS ({select})" for at, select in enumerate(steps))
        return f"WITH {named} {last}"
