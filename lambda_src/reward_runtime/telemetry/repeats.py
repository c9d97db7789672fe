"""Equal responses, and responses that repeat themselves: both are signs that a policy collapses."""

from collections.abc import Sequence
from typing import Final

__all__ = ["duplicates", "loop_share"]

_EVERY: Final = 8
"""One response in this many is searched for a loop."""
_END: Final = 40
"""Characters at a response's end that a loop repeats."""
_WINDOW: Final = 1000
"""Characters at a response's end that are searched for the repetition."""


def duplicates(responses: Sequence[str | None]) -> list[list[int]]:
    """Return the positions of equal responses, two or more together; white space around a response does not count.

    A sample without a response equals none.
    """
    positions: dict[str, list[int]] = {}
    for position, response in enumerate(responses):
        if response is not None:
            positions.setdefault(response.strip(), []).append(position)
    return [equal for equal in positions.values() if len(equal) > 1]


def loop_share(responses: Sequence[str | None]) -> float | None:
    """Return the share, 0..1, of every eighth response that repeats its own end; ``None`` if there is no response.

    A response does so if its last 40 characters occur a second time in its last 1,000: it was cut off while it
    repeated itself. White space counts, because a run of it is a loop too.
    """
    looked = [response for response in responses[::_EVERY] if response is not None]
    return sum(map(_loops, looked)) / len(looked) if looked else None


def _loops(text: str) -> bool:
    return len(text) > _END and text.rfind(text[-_END:], max(0, len(text) - _WINDOW), len(text) - 1) >= 0
