"""``Records``: rows of named values that a terminal of any width shows whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.measure import Measurement
from rich.rule import Rule
from rich.table import Table

from rft.output import printable

ANY_WIDTH: Final = 100_000
"""More columns than any table has."""


@dataclass(frozen=True)
class Records:
    """A table if the terminal is wide enough for all values, else one value a line. No value is cut."""

    columns: Sequence[str]
    rows: Sequence[Mapping[str, str]]
    """Column -> value; a value that is not there is shown as "-"."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the table, or a rule and the values of each row."""
        table = table_of(self.columns, [[row.get(name, "-") for name in self.columns] for row in self.rows])
        if not self.rows or fits(table, console, options):
            yield table
            return
        for number, row in enumerate(self.rows, start=1):
            yield Rule(f"{number} of {len(self.rows)}", align="left", style="none")
            yield self._lines(row)

    def _lines(self, row: Mapping[str, str]) -> Table:
        lines = Table.grid(padding=(0, 1))
        lines.add_column(no_wrap=True)
        lines.add_column(overflow="fold")
        for name in self.columns:
            lines.add_row(printable(name), printable(row.get(name, "-")))
        return lines


def table_of(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """Return a table whose cells are folded, never cut, if it is too wide."""
    table = Table(box=SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0), pad_edge=False)
    for heading in headings:
        table.add_column(printable(heading), overflow="fold")
    for row in rows:
        table.add_row(*(printable(cell) for cell in row))
    return table


def fits(table: RenderableType, console: Console, options: ConsoleOptions) -> bool:
    """Return True if the terminal shows the table without folding a cell."""
    return width_of(table, console, options) <= options.max_width


def width_of(table: RenderableType, console: Console, options: ConsoleOptions) -> int:
    """Return the number of columns that the table takes if no cell is folded."""
    return Measurement.get(console, options.update(max_width=ANY_WIDTH), table).maximum
