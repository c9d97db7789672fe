"""``<name>...</name>``, such as ``<answer>``.

The one rule: a section runs from an opening tag to the next tag of that name, opening or closing, or to the end. So the
innermost of nested sections has the inner text, and a closing tag without an opening one means nothing.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from reward_runtime.answer import Answer, Extractor, Normal, Several, Span, chosen
from reward_runtime.errors import RewardDefinitionError

__all__ = ["in_tag", "tagged"]

_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}")


def tagged(name: str, normal: Normal = str.casefold, several: Several = "only") -> Extractor:
    """Content of ``<name>`` sections; the name in any case, attributes allowed (at most 200 characters)."""
    tags = _tags(name)

    def extract(response: str, spans: Sequence[Span]) -> Answer | None:
        sections = (section for span in spans for section in _sections(tags, response, *span))
        return chosen(response, "tagged", sections, several, normal)

    return extract


def in_tag(name: str, extractor: Extractor) -> Extractor:
    """Look inside the ``<name>`` sections only, all of them."""
    tags = _tags(name)

    def extract(response: str, spans: Sequence[Span]) -> Answer | None:
        sections = [section for span in spans for section in _sections(tags, response, *span)]
        return extractor(response, sections) if sections else None

    return extract


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
