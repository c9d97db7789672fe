"""Responses that are equal to one another, and responses that run in circles: what is left when a policy collapses."""

from collections.abc import Sequence
from typing import Final

__all__ = ["duplicates", "loop_share"]

_STEP: Final = 97
"""Of so many characters one tells a response from most others, at a tenth of the price of hashing all of them."""
_EVERY: Final = 8
"""Of so many responses one is looked at for loops."""
_END: Final = 40
"""Characters at a response's end that a loop repeats."""
_WINDOW: Final = 1000
"""Characters at a response's end in which they are looked for."""


def duplicates(responses: Sequence[str | None]) -> list[list[int]]:
    """Return the places of equal responses, two or more together; white space around a response does not count.

    A sample without a response equals none.
    """
    texts = [response.strip() if response else "" for response in responses]
    keys = [text[::_STEP] for text in texts]
    if len(set(keys)) == len(keys):
        return []
    alike: dict[str, list[int]] = {}
    for place, key in enumerate(keys):
        alike.setdefault(key, []).append(place)
    equal: dict[str, list[int]] = {}
    for places in alike.values():
        if len(places) > 1:
            for place in places:
                if responses[place] is not None:
                    equal.setdefault(texts[place], []).append(place)
    return [places for places in equal.values() if len(places) > 1]


def loop_share(responses: Sequence[str | None]) -> float | None:
    """Return the share, 0..1, of every eighth response that repeats its own end; ``None`` where there is no response.

    That is, whose last 40 characters stand a second time in its last 1,000: a text that was cut while it ran in
    circles. White space counts, as a run of it is a loop too.
    """
    looked = [response for response in responses[::_EVERY] if response is not None]
    return sum(map(_loops, looked)) / len(looked) if looked else None


def _loops(text: str) -> bool:
    return len(text) > _END and text.rfind(text[-_END:], max(0, len(text) - _WINDOW), len(text) - 1) >= 0
