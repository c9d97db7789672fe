r"""``\boxed{...}`` and ``\fbox{...}`` with balanced braces.

``\boxed 7`` without braces is no box, because the end of such an answer is a guess.
"""

import re
from collections.abc import Sequence
from typing import Final

from reward_runtime.answer import ANSWER, Extractor, Match, Normalize, OnConflict, Span, chosen

__all__ = ["boxed"]

_OPENED: Final = r"\\(?:boxed|fbox)[ \t]{0,8}\{"
_BOX: Final = re.compile(_OPENED + r"(?:([^{}\\]{0,200})\})?")
"""The group is the content of a box that holds no brace and no command."""
_BRACES: Final = re.compile(_OPENED + r"|\\[{}\\]|[{}]")


def boxed(on_conflict: OnConflict = "none") -> Extractor:
    r"""Content of ``\boxed{...}`` or ``\fbox{...}``; ``none`` compares boxes by their normal form."""

    def find(response: str, spans: Sequence[Span], normalize: Normalize) -> Match | None:
        boxes = [box for start, end in spans for box in _boxes(response, start, end)]
        return chosen(response, "boxed", boxes, on_conflict, normalize)

    return Extractor(find, f"\\boxed{{{ANSWER}}}")


def _boxes(response: str, start: int, end: int) -> list[Span]:
    # This finds the first box of any kind, and most responses hold one plain box.
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
