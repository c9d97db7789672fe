"""``Picks``: the samples that the page shows with their texts, chosen among all while any number of them passes."""

import heapq
from collections.abc import Iterator, Mapping
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

    def add(self, rank: float, sample: int, text: str) -> None:
        heapq.heappush(self.heap, (rank, -sample, text))
        if len(self.heap) > _EACH:
            heapq.heappop(self.heap)

    def samples(self) -> list[tuple[int, str]]:
        return [(-sample, text) for _, sample, text in sorted(self.heap, reverse=True)]


class Picks:
    """Holds at most ``_EACH`` texts of each kind, and the first ones up to the budget."""

    def __init__(self) -> None:
        """Begin with none."""
        self._kinds: dict[str, _Most] = {}
        self._first: list[tuple[int, str]] = []
        self._left = BUDGET

    def ranked(self, ranks: Mapping[str, float]) -> bool:
        """Say whether a sample with these ranks, by kind, is among the most of one."""
        return any(self._kinds.setdefault(kind, _Most()).takes(rank) for kind, rank in ranks.items())

    def wants(self, ranks: Mapping[str, float]) -> bool:
        """Say whether the texts of a sample with these ranks may be shown."""
        return self._left > 0 or self.ranked(ranks)

    def add(self, sample: int, text: str, ranks: Mapping[str, float]) -> None:
        """Take the JSON of a sample's texts."""
        for kind, rank in ranks.items():
            most = self._kinds.setdefault(kind, _Most())
            if most.takes(rank):
                most.add(rank, sample, text)
        if self._left > 0:
            self._first.append((sample, text))
            self._left -= _size(text)

    def numbers(self) -> set[int]:
        """Return the numbers of the samples that are among the most of a kind."""
        return {-sample for most in self._kinds.values() for _, sample, _ in most.heap}

    def texts(self, most: int) -> Iterator[tuple[int, str]]:
        """Yield sample and text, at most this many bytes: first of each kind, then second of each, then others."""
        left, seen = min(most, BUDGET), set[int]()
        turns = zip_longest(*(most.samples() for most in self._kinds.values()))
        for picked in [*(each for turn in turns for each in turn if each is not None), *self._first]:
            sample, text = picked
            if sample not in seen and _size(text) <= left:
                seen.add(sample)
                left -= _size(text)
                yield picked


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
