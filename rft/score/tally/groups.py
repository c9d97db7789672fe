"""The spread of rewards within each group: the responses to one prompt, which training compares with one another."""

import hashlib
from collections import OrderedDict
from typing import Final, NamedTuple

from reward_runtime.telemetry.groups import FLAT

MOST_OPEN: Final = 50_000
"""Prompts in memory. A new one takes the place of the one that was not seen for longest."""
_LISTED: Final = 8


class Group:
    """The responses to one prompt."""

    __slots__ = ("high", "low", "size")

    def __init__(self, reward: float) -> None:
        """Begin with one response."""
        self.size, self.low, self.high = 1, reward, reward

    def add(self, reward: float) -> None:
        """Count another response."""
        self.size, self.low, self.high = self.size + 1, min(self.low, reward), max(self.high, reward)

    @property
    def spread(self) -> float:
        """Highest minus lowest reward."""
        return self.high - self.low


class Sums(NamedTuple):
    """Sums over the groups of two responses or more."""

    groups: int = 0
    samples: int = 0
    flat: int = 0
    """Groups whose responses all earn the same: training has nothing to learn from them."""
    spread: float = 0.0
    """Sum of the groups' spreads."""


class Groups:
    """Collects groups. Two responses to one prompt make a group if at most ``MOST_OPEN`` prompts lie between them."""

    def __init__(self, span: float) -> None:
        """Take the reward's range: ceiling minus floor."""
        self._flat = span * FLAT
        self._open: OrderedDict[bytes, Group] = OrderedDict()
        self._closed = Sums()
        self.listed: list[tuple[str, Group]] = []
        """The first groups, each with its prompt."""

    def add(self, key: bytes, prompt: str, reward: float) -> None:
        """Count one response to the prompt, whose ``prompt_key`` is ``key``."""
        group = self._open.get(key)
        if group is None:
            self._open[key] = Group(reward)
            if len(self._open) > MOST_OPEN:
                self._closed = self._with(self._closed, self._open.popitem(last=False)[1])
            return
        group.add(reward)
        self._open.move_to_end(key)
        if group.size == 2 and len(self.listed) < _LISTED:
            self.listed.append((prompt, group))

    def sums(self) -> Sums:
        """Return the sums so far."""
        sums = self._closed
        for group in self._open.values():
            sums = self._with(sums, group)
        return sums

    def _with(self, sums: Sums, group: Group) -> Sums:
        if group.size < 2:
            return sums
        flat = int(group.spread < self._flat)
        return Sums(sums.groups + 1, sums.samples + group.size, sums.flat + flat, sums.spread + group.spread)


def prompt_key(prompt: str) -> bytes:
    """Return 8 bytes that are equal for equal prompts."""
    return hashlib.blake2b(prompt.encode("utf-8", "surrogatepass"), digest_size=8).digest()
