"""A well-formed XML element in a response."""

import re
from collections.abc import Iterator, Sequence
from typing import Final
from xml.parsers import expat

from reward_runtime.answer import UNDECIDED, Extractor, Match, Normalize, OnConflict, Span, chosen
from reward_runtime.errors import RewardDefinitionError

__all__ = ["MAX_ELEMENT", "xml_element"]

MAX_ELEMENT: Final = 100_000
"""Most characters of an element."""
_MAX_DEPTH: Final = 64
"""Most elements within each other."""
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}")


def xml_element(name: str, on_conflict: OnConflict = "none") -> Extractor:
    """The outermost ``<name>`` elements, tags included; ``None`` if the chosen one is not well-formed.

    A document type, an own entity, more than ``MAX_ELEMENT`` characters and too deep nesting are refused.
    """
    if not _NAME.fullmatch(name):
        raise RewardDefinitionError(
            f"xml_element: got {name!r}, expected a name of at most 64 letters, digits, _, . and -, without < and >"
        )
    tags = re.compile(rf"<(/?){re.escape(name)}(?:\s[^<>]{{0,1000}})?/?>")

    def find(response: str, spans: Sequence[Span], normalize: Normalize) -> Match | None:
        elements = (element for span in spans for element in _elements(tags, response, *span))
        answer = chosen(response, "xml_element", elements, on_conflict, _well_formed)
        if answer is None or answer is UNDECIDED:
            return answer
        return answer if _well_formed(answer.text) is not None else None

    return Extractor(find)


def _elements(tags: re.Pattern[str], response: str, start: int, end: int) -> Iterator[Span]:
    """An opening tag without a closing one does not affect the elements after it."""
    elements: list[Span] = []
    opened: list[int] = []
    for tag in tags.finditer(response, start, end):
        if not tag.group(1):
            opened.append(tag.start())
        if (tag.group(1) or tag.group().endswith("/>")) and opened:
            at = opened.pop()
            while elements and elements[-1][0] > at:
                elements.pop()
            elements.append((at, tag.end()))
    return iter(elements)


def _well_formed(text: str) -> str | None:
    """Return the text itself if it is one well-formed element."""
    if len(text) > MAX_ELEMENT:
        return None
    depth = 0

    def opens(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _MAX_DEPTH:
            raise ValueError("too deep")

    def closes(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def refuses(*_: object) -> None:
        raise ValueError("a document type")

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = opens, closes
    parser.StartDoctypeDeclHandler = refuses
    try:
        parser.Parse(text, True)
    except (expat.ExpatError, ValueError):
        # A lone surrogate is a UnicodeEncodeError, which is a ValueError.
        return None
    return text
