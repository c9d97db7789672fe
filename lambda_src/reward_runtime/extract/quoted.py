"""Parts of a response that quote: code, quotation marks, quoted lines. A quotation is not an answer of the response."""

import re
from bisect import bisect
from typing import Final

from reward_runtime.answer import Span

__all__ = ["unquoted"]

_WIDEST: Final = 300
"""Characters to either side of a span, on its line, that are searched for marks."""
_MARKS: Final = re.compile("[`\"'>~\u201c\u201e\u00ab\u2039\u300c\u300e\u2018]")
_FENCE: Final = re.compile(r"^[ \t>]{0,8}(?:```|~~~)[^\n`]{0,40}$", re.MULTILINE)
_QUOTED_LINE: Final = re.compile(r"[ \t]{0,8}>")
_OPENS: Final = re.compile(r"(?:(?<=[\s(\[*_,:])|\A)[\"'](?=\S|\Z)")
"""A mark behind a digit or a letter is an inch or an apostrophe."""
_CLOSES: Final = {'"': re.compile(r'(?<=\S)"'), "'": re.compile(r"(?<=\S)'(?![^\W_])")}
_PAIRS: Final = (("`", "`"), ("\u201c", "\u201d"), ("\u201e", "\u201c"), ("\u00ab", "\u00bb"), ("\u2039", "\u203a"),
                 ("\u300c", "\u300d"), ("\u300e", "\u300f"), ("\u2018", "\u2019"))  # fmt: skip
_DRESS: Final = " \t\r\n`~>*_$\\[]()\"'.\u3002\u201c\u201d\u300c\u300d\u00ab\u00bb"


def unquoted(response: str, part: Span, spans: list[Span]) -> list[Span]:
    """Return those of the spans that the part of the response does not quote.

    If it quotes all of them, return the last if it stands alone at the end, because then the marks are only formatting.
    """
    code = _code(response, part)
    said = [span for span in spans if not _is_quoted(response, part, span, code)]
    return said or [span for span in spans[-1:] if _ends_alone(response, part, span)]


def _is_quoted(response: str, part: Span, span: Span, code: list[int]) -> bool:
    if bisect(code, span[0]) % 2:
        return True
    if not _MARKS.search(response, max(part[0], span[0] - _WIDEST), min(part[1], span[1] + _WIDEST)):
        return False
    line = _line_start(response, part, span)
    stop = response.find("\n", span[1], min(part[1], span[1] + _WIDEST))
    before = response[line : span[0]]
    after = response[span[1] : stop if stop >= 0 else min(part[1], span[1] + _WIDEST)]
    return (
        any(_within(opens, closes, before, after) for opens, closes in _PAIRS)
        or _within_straight(before, after)
        or _QUOTED_LINE.match(before) is not None
    )


def _line_start(response: str, part: Span, span: Span) -> int:
    """Start of the span's line, or of the characters before it that are looked at."""
    first = max(part[0], span[0] - _WIDEST)
    return response.rfind("\n", first, span[0]) + 1 or first


def _code(response: str, part: Span) -> list[int]:
    """Starts and ends of the fenced blocks of code, in turns.

    A fence around all of the part is formatting, and one that is never closed is none.
    """
    if response.find("```", *part) < 0 and response.find("~~~", *part) < 0:
        return []
    fences = [fence.span() for fence in _FENCE.finditer(response, *part)]
    if len(fences) % 2:
        fences.pop()
    if len(fences) == 2 and not (response[part[0] : fences[0][0]] + response[fences[1][1] : part[1]]).strip():
        return []
    return [fence[0] for fence in fences]


def _within(opens: str, closes: str, before: str, after: str) -> bool:
    if opens not in before or closes not in after:
        return False
    if opens == closes:
        return before.count(opens) % 2 == 1
    return before.rfind(opens) > before.rfind(closes)


def _within_straight(before: str, after: str) -> bool:
    at = 0
    while opened := _OPENS.search(before, at):
        closes = _CLOSES[opened.group()]
        closed = closes.search(before, opened.end())
        if closed is None:
            return closes.search("x" + after) is not None
        at = closed.end()
    return False


def _ends_alone(response: str, part: Span, span: Span) -> bool:
    before, rest = response[_line_start(response, part, span) : span[0]], response[span[1] : part[1]]
    return len(rest) <= _WIDEST and not rest.strip(_DRESS) and not before.strip(_DRESS)
