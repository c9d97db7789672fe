"""The part of a response after its reasoning."""

import re
from typing import Final

from reward_runtime.answer import Span

__all__ = ["final_text"]

_REASONING: Final = re.compile(r"<(?=[/tr])(/?)(?:think|thinking|reasoning|reflection)>", re.IGNORECASE)


def final_text(response: str) -> Span:
    """Span of the response after its reasoning; an unclosed reasoning section runs to the end."""
    # Searching for one character is by far the fastest scan, and most responses hold no tag.
    first = response.find("<")
    if first < 0 or _REASONING.search(response, first) is None:
        return 0, len(response)
    start = 0
    for mark in _REASONING.finditer(response, first):
        start = mark.end() if mark.group(1) else len(response)
    return start, len(response)
