"""A program in a response: in a fenced block, or all of the response if it has no fence."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from reward_runtime.answer import ANSWER, Extractor, Match, Normalize, OnConflict, Span, chosen

__all__ = ["fenced_program"]

_FENCE: Final = re.compile(r"^[ ]{0,3}(`{3,}|~{3,})[ \t]*([^\n`]{0,80})$", re.MULTILINE)
_PYTHON: Final = frozenset({"python", "python3", "py", "py3", "python-3"})


def fenced_program(on_conflict: OnConflict = "none") -> Extractor:
    """The block that is marked as Python; if none is, the block without a mark; if there is no block, all of the text.

    Blocks in other languages are passed over. ``on_conflict`` chooses among several different programs.
    """

    def find(response: str, spans: Sequence[Span], normalize: Normalize) -> Match | None:
        blocks = [block for span in spans for block in _blocks(response, *span)]
        if not blocks:
            written = [span for span in spans if response[slice(*span)].strip()]
            return chosen(response, "whole_text", written, "last", normalize)
        for languages in (_PYTHON, frozenset({""})):
            programs = [(start, end) for language, start, end in blocks if language in languages]
            if programs:
                return chosen(response, "fenced_program", programs, on_conflict, str.strip)
        return None

    return Extractor(find, f"```python\n{ANSWER}\n```")


def _blocks(response: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Yield language, start and end of each block; one that is never closed runs to the end."""
    opened: tuple[str, str, int] | None = None
    for fence in _FENCE.finditer(response, start, end):
        marks, said = fence[1], fence[2].strip()
        if opened is None:
            words = said.casefold().split()
            opened = marks, words[0].strip("{}.") if words else "", min(fence.end() + 1, end)
        elif marks.startswith(opened[0]) and not said:
            yield opened[1], opened[2], max(opened[2], fence.start())
            opened = None
    if opened is not None:
        yield opened[1], opened[2], end
