"""``QueryError``: an error in a query, with its position."""

from collections.abc import Iterable
from dataclasses import dataclass

from rft.failures import CallError


@dataclass(frozen=True)
class Position:
    """A place in a query's text."""

    line: int
    """From 1."""
    column: int
    """From 1, in characters."""


class QueryError(CallError):
    """The query is wrong, or is not in the subset that can run here."""

    def __init__(self, at: Position, what: str) -> None:
        """Report a fault at a position in the query's text."""
        super().__init__(f"query: line {at.line}, column {at.column}: {what}")
        self.at = at


def listed(names: Iterable[str]) -> str:
    """Return the names in alphabetical order, for the list of known names in an error."""
    return ", ".join(sorted(names, key=str.lower))
