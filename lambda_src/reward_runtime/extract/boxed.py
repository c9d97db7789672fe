r"""``\boxed{...}`` and ``\fbox{...}`` with balanced braces.

``\boxed 7`` without braces is no box: where such an answer ends is a guess.
"""

import re
from collections.abc import Sequence
from typing import Final

from reward_runtime.answer import Answer, Extractor, Normal, Several, Span, chosen

__all__ = ["boxed"]

_OPENED: Final = r"\\(?:boxed|fbox)[ \t]{0,8}\{"
_BOX: Final = re.compile(_OPENED + r"(?:([^{}\\]{0,200})\})?")
"""The group is the content of a box that holds no brace and no command."""
_BRACES: Final = re.compile(_OPENED + r"|\\[{}\\]|[{}]")


def boxed(normal: Normal = str.casefold, several: Several = "only") -> Extractor:
    r"""Content of ``\boxed{...}`` or ``\fbox{...}``; ``only`` compares boxes by their normal form."""

    def extract(response: str, spans: Sequence[Span]) -> Answer | None:
        boxes = [box for start, end in spans for box in _boxes(response, start, end)]
        return chosen(response, "boxed", boxes, several, normal)

    return extract


def _boxes(response: str, start: int, end: int) -> list[Span]:
    # No brace can open a box that this does not find, and most responses hold one, a plain one.
    first = _BOX.search(response, start, end)
    if first is None:
        return []
    if first.group(1) is not None and response.find("\\", first.end(), end) < 0:
        return [first.span(1)]
    boxes: list[Span] = []
    opened: list[int | None] = []
    for brace in _BRACES.finditer(response, first.start(), end):
        mark = brace.group()
        if mark == "{":
            opened.append(None)
        elif len(mark) > 2:
            opened.append(brace.end())
        elif mark == "}" and opened:
            inside = opened.pop()
            if inside is not None:
                while boxes and boxes[-1][0] > inside:
                    boxes.pop()
                boxes.append((inside, brace.start()))
    return boxes
