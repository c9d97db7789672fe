"""``<name>...</name>``, such as ``<answer>``.

A section runs from an opening tag to the next tag of that name, opening or closing, or to the end. Of
nested sections, the innermost has the inner text. A closing tag without an opening one is ignored.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from reward_runtime.answer import ANSWER, Extractor, Match, Normalize, OnConflict, Span, chosen
from reward_runtime.errors import RewardDefinitionError

__all__ = ["in_tag", "tagged"]

_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}")


def tagged(name: str, on_conflict: OnConflict = "none") -> Extractor:
    """Content of ``<name>`` sections; the name in any case, attributes allowed (at most 200 characters)."""
    tags = _tags(name)

    def find(response: str, spans: Sequence[Span], normalize: Normalize) -> Match | None:
        sections = (section for span in spans for section in _sections(tags, response, *span))
        return chosen(response, "tagged", sections, on_conflict, normalize)

    return Extractor(find, f"<{name}>{ANSWER}</{name}>")


def in_tag(name: str, extractor: Extractor) -> Extractor:
    """Search only inside the ``<name>`` sections, all of them."""
    tags = _tags(name)

    def find(response: str, spans: Sequence[Span], normalize: Normalize) -> Match | None:
        sections = [section for span in spans for section in _sections(tags, response, *span)]
        return extractor.find(response, sections, normalize) if sections else None

    return Extractor(find, extractor.template and f"<{name}>{extractor.template}</{name}>")


def _tags(name: str) -> re.Pattern[str]:
    if not _NAME.fullmatch(name):
        raise RewardDefinitionError(
            f"tag: got {name!r}, expected a name of at most 64 letters, digits, _, . and -, without < and >"
        )
    return re.compile(rf"<(/?){re.escape(name)}(?:\s[^<>]{{0,200}})?>", re.IGNORECASE | re.ASCII)


def _sections(tags: re.Pattern[str], response: str, start: int, end: int) -> Iterator[Span]:
    inside: int | None = None
    for tag in tags.finditer(response, start, end):
        if inside is not None:
            yield inside, tag.start()
        inside = None if tag.group(1) else tag.end()
    if inside is not None:
        yield inside, end
