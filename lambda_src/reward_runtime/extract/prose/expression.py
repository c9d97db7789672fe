"""The mathematical expression that an announced clause gives."""

import re
from collections.abc import Sequence
from typing import Final

from reward_runtime.answer import Normalize, Span
from reward_runtime.extract.boxed import boxed
from reward_runtime.extract.prose.clause import bare, main_clause, sentence_end
from reward_runtime.extract.prose.doubt import JOINED

__all__ = ["expression_given"]

_LEAD: Final = re.compile(
    r"(?:[\s*_`:]|\b(?:an?|the|exactly|simply|just|equal|equals|to|is|be|then|therefore|thus|so|clearly|indeed|also|given|by|either)\b){0,24}",
    re.IGNORECASE,
)
_SET: Final = re.compile(
    r"\$\$(.{1,400}?)\$\$|(?<!\\)\$(?=\S)([^$\n]{1,400}?)(?<!\\)\$(?!\d)|\\\((.{1,400}?)\\\)|\\\[(.{1,400}?)\\\]"
)
_WORD: Final = re.compile(
    r"(?<![\\A-Za-z{])(?!(?:pi|sin|cos|tan|log|ln|sqrt|mod|inf|exp|sec|csc|cot)(?![A-Za-z]))[^\W\d_]{2,}|[^\x00-\x7f\u00b0-\u00be\u00d7\u00f7\u0370-\u03ff\u2070-\u22ff]"
)
_MORE: Final = re.compile(r"[=<>]|\\(?:[lg]eq?|approx)(?![a-z])")
"""In a statement about the answer."""
_LONGEST: Final = 200
"""Characters of an expression outside of signs of mathematics."""


def expression_given(response: str, clause: Span, normalize: Normalize) -> Sequence[Span]:
    r"""The box or the first ``$...$`` that the clause begins with, else all of its text if it holds no words.

    Several expressions if they are joined ("$3$ or $5$").
    """
    box = boxed("last")(response, [clause])
    if box is not None:
        return [box.span]
    whole = bare(response, clause, dollars=True)
    if whole is None:
        return []
    lead = _LEAD.match(response, *whole)
    at = lead.end() if lead else whole[0]
    if found := _SET.match(response, at, whole[1]):
        return _joined(response, found, whole[1])
    stop = main_clause(response, (at, whole[1]))
    text = bare(response, (at, stop))
    if text is not None and _says_twice(response, text, normalize):
        text = text[0], text[0] + response[slice(*text)].index(", or ")
    if text is None or text[1] - text[0] > _LONGEST or _WORD.search(response, *text):
        return []
    return [text, *_another(response, stop, whole[1])]


def _says_twice(response: str, text: Span, normalize: Normalize) -> bool:
    """Whether a text gives one value in two spellings: ``3/4, or 0.75``."""
    first, joint, second = response[slice(*text)].partition(", or ")
    return bool(joint) and normalize(first) == normalize(second)


def _another(response: str, at: int, end: int) -> list[Span]:
    """The expression that the next sentence or part joins, if it is nothing more."""
    joint = JOINED.match(response, at, end)
    span = bare(response, (joint.end(), sentence_end(response, joint.end(), end)), dollars=True) if joint else None
    return [] if span is None or _MORE.search(response, *span) or _WORD.search(response, *span) else [span]


def _joined(response: str, first: re.Match[str], stop: int) -> list[Span]:
    found = [first.span(first.lastindex or 0)]
    joint = JOINED.match(response, first.end(), stop)
    # The joint takes the dollar that opens the next.
    while joint is not None and (other := _SET.match(response, joint.end() - (response[joint.end() - 1] == "$"), stop)):
        found.append(other.span(other.lastindex or 0))
        joint = JOINED.match(response, other.end(), stop)
    return found
