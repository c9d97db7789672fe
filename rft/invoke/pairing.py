"""``Pairing``: which row a recorded response belongs to, by their ids."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Pairing(Generic[T]):
    """Rows by id. No row and no response is lost if an id stands several times, as it does in a group of rollouts."""

    _rows: dict[str, list[T]] = field(default_factory=lambda: defaultdict[str, list[T]](list))
    _taken: dict[str, int] = field(default_factory=lambda: defaultdict[str, int](int))

    def add(self, row_id: str, row: T) -> None:
        """Take a row."""
        self._rows[row_id].append(row)

    def take(self, row_id: str) -> T | None:
        """Return the row of the next response with this id, or ``None`` if there is none.

        The first response belongs to the first row of that id, the second to the second. Further ones belong to the
        last: they are several responses to one row.
        """
        rows = self._rows.get(row_id)
        if rows is None:
            return None
        at = min(self._taken[row_id], len(rows) - 1)
        self._taken[row_id] += 1
        return rows[at]

    def unused(self) -> Iterator[T]:
        """Yield the rows that no response belonged to."""
        for row_id, rows in self._rows.items():
            yield from rows[self._taken.get(row_id, 0) :]
