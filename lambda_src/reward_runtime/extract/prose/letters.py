"""The letters of options in running text."""

import re
from collections.abc import Iterator
from typing import Final

from reward_runtime.answer import Normalize, Span
from reward_runtime.extract.prose.reading import Reading

__all__ = ["letters"]

_VERBS: Final = (
    "is was are or and may can might could would will should also seems looks works fits holds being too if instead as"
    " remains"
)
"""Behind an A that is a letter and no article."""


def letters(options: str = "ABCD") -> Reading:
    """Single capital letters, and small ones in brackets; ``A dog`` has none."""
    article = rf"(?<=A)[ \t](?!(?:{_VERBS.replace(' ', '|')})\b)[a-z]{{2}}"
    found = re.compile(
        rf"(?<![^\W_])(?<!['\u2019])([{options}])(?![^\W_]|['\u2019])(?!{article})|[(\[]([{options.lower()}])[)\]]"
    )

    def values(response: str, part: Span, normalize: Normalize) -> Iterator[Span]:
        return (letter.span(letter.lastindex or 0) for letter in found.finditer(response, *part))

    return Reading(values, _same)


def _same(response: str, one: Span, other: Span, _: Normalize) -> bool:
    return response[slice(*one)].strip("()[]. ").upper()[:1] == response[slice(*other)].upper()
