"""Prompt groups: the samples of one prompt in one batch, whose rewards training compares with one another.

A batch may hold only some of a group's samples, so its spread here is at most what training sees.
"""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

__all__ = ["FLAT", "Groups", "groups_of"]

FLAT: Final = 1e-6
"""Spread of a group, as a share of the range, below which training has nothing to tell its samples apart by."""


class Groups(NamedTuple):
    """The groups of two samples or more."""

    spreads: Sequence[float]
    """Largest less smallest share, 0..1, of each."""
    flat: Sequence[int]
    """1 for each whose spread is below ``FLAT``, else 0."""
    right: Sequence[int]
    """1 for each that is flat and right throughout, else 0."""


def groups_of(prompts: Sequence[str], shares: Sequence[float], right: Callable[[int], bool]) -> Groups:
    """Return the groups of a batch, of each sample's prompt and share; ``right`` says it of the sample at a place."""
    if len(set(prompts)) == len(prompts):
        return Groups((), (), ())
    places: dict[str, list[int]] = {}
    for place, prompt in enumerate(prompts):
        places.setdefault(prompt, []).append(place)
    groups = [each for each in places.values() if len(each) > 1]
    spreads: list[float] = []
    for group in groups:
        rewards = [shares[place] for place in group]
        spreads.append(max(rewards) - min(rewards))
    flat = [int(spread < FLAT) for spread in spreads]
    all_right = [int(same and all(map(right, group))) for same, group in zip(flat, groups, strict=True)]
    return Groups(spreads, flat, all_right)
