"""Where a response ends its reasoning and begins to answer."""

import re
from typing import Final

from reward_runtime.extract.answer import Span

__all__ = ["final_text"]

_REASONING: Final = re.compile(r"<(/?)(?:think|thinking|reasoning|reflection)>", re.IGNORECASE)


def final_text(response: str) -> Span:
    """Span of the response after its reasoning; an unclosed reasoning section runs to the end."""
    start = 0
    # Far the fastest scan there is, and most responses hold no tag.
    first = response.find("<")
    for mark in _REASONING.finditer(response, first) if first >= 0 else ():
        start = mark.end() if mark.group(1) else len(response)
    return start, len(response)
