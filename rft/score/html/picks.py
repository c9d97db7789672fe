"""``Picks``: the samples whose texts the page shows, chosen while any number of them passes."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Final

BUDGET: Final = 3_000_000
"""Most bytes of text in the page."""
_EACH: Final = 40
"""Samples of each kind."""


@dataclass
class _Most:
    """The samples with the highest rank; of equal ones, the first."""

    heap: list[tuple[float, int, str]] = field(default_factory=list[tuple[float, int, str]])

    def takes(self, rank: float) -> bool:
        return len(self.heap) < _EACH or rank > self.heap[0][0]

    def add(self, rank: float, row: int, text: str) -> None:
        heapq.heappush(self.heap, (rank, -row, text))
        if len(self.heap) > _EACH:
            heapq.heappop(self.heap)

    def rows(self) -> list[tuple[int, str]]:
        return [(-row, text) for _, row, text in sorted(self.heap, reverse=True)]


class Picks:
    """Holds at most ``_EACH`` texts of each kind, and the first ones up to the budget."""

    def __init__(self) -> None:
        """Begin with none."""
        self._kinds: dict[str, _Most] = {}
        self._first: list[tuple[int, str]] = []
        self._left = BUDGET

    def wants(self, ranks: dict[str, float]) -> bool:
        """Say whether the texts of a sample with these ranks, by kind, may be shown."""
        return self._left > 0 or any(self._kinds.setdefault(kind, _Most()).takes(rank) for kind, rank in ranks.items())

    def add(self, row: int, text: str, ranks: dict[str, float]) -> None:
        """Take the JSON of a sample's texts."""
        for kind, rank in ranks.items():
            most = self._kinds.setdefault(kind, _Most())
            if most.takes(rank):
                most.add(rank, row, text)
        if self._left > 0:
            self._first.append((row, text))
            self._left -= _size(text)

    def texts(self, most: int) -> Iterator[tuple[int, str]]:
        """Yield row and text, at most so many bytes: the first of each kind, then the second of each, then others."""
        left, seen = min(most, BUDGET), set[int]()
        turns = zip_longest(*(most.rows() for most in self._kinds.values()))
        for picked in [*(each for turn in turns for each in turn if each is not None), *self._first]:
            row, text = picked
            if row not in seen and _size(text) <= left:
                seen.add(row)
                left -= _size(text)
                yield picked


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
