"""What is wrong with a query, and where."""

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
    """A query that this subset cannot run: wrong, or beyond what it knows."""

    def __init__(self, at: Position, what: str) -> None:
        """Say ``what`` is wrong at a place of the query's text."""
        super().__init__(f"query: line {at.line}, column {at.column}: {what}")
        self.at = at


def listed(names: Iterable[str]) -> str:
    """Names in order of the alphabet, as an error lists what it knows."""
    return ", ".join(sorted(names, key=str.lower))
