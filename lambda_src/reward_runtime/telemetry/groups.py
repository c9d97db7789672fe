"""Prompt groups: the samples of one prompt in one batch, whose rewards training compares with one another.

A batch may hold only some of a group's samples, so the spread here is at most the spread that training sees.
"""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

__all__ = ["FLAT", "Groups", "groups_of"]

FLAT: Final = 1e-6
"""Spread of a group, as a share of the range; below it training has no difference to learn from."""


class Groups(NamedTuple):
    """The groups of two samples or more."""

    spreads: Sequence[float]
    """Highest minus lowest share, 0..1, of each group."""
    flat: Sequence[int]
    """1 for each group whose spread is below ``FLAT``, else 0."""
    right: Sequence[int]
    """1 for each group that is flat and whose samples are all right, else 0."""


def groups_of(prompts: Sequence[str], shares: Sequence[float], right: Callable[[int], bool]) -> Groups:
    """Return the groups of a batch.

    Args:
        prompts: the prompt of each sample.
        shares: the reward of each sample, as a share 0..1 of its range.
        right: tells whether the sample at a position is right.
    """
    positions: dict[str, list[int]] = {}
    for position, prompt in enumerate(prompts):
        positions.setdefault(prompt, []).append(position)
    groups = [group for group in positions.values() if len(group) > 1]
    spreads = [max(shares[at] for at in group) - min(shares[at] for at in group) for group in groups]
    flat = [int(spread < FLAT) for spread in spreads]
    all_right = [int(same and all(map(right, group))) for same, group in zip(flat, groups, strict=True)]
    return Groups(spreads, flat, all_right)
