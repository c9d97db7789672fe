"""Numbers in running text, and after the mark that GSM8K's solutions end with."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from reward_runtime.answer import ANSWER, MAX_OTHER_MATCHES, Extractor, Match, Normalize, OnConflict, Span, chosen
from reward_runtime.answers.numbers.notation import LONGEST, read_number
from reward_runtime.answers.numbers.numbers import Numbers
from reward_runtime.answers.numbers.surroundings import stands_alone

__all__ = ["last_number", "marked_number", "unless_marked"]

_NUMERIC: Final = re.compile(
    r"(?<![A-Za-z\d_.,:/^\\])(?<!\d[-\u2013])(?:\\d?frac\{[-+]?\d{1,50}\}\{\d{1,50}\}"
    r"|(?:(?<![\w)])[-+\u2212])?(?:\\?[$\u20ac\u00a3\u00a5\u20b9\u20a9]\s?)?[-\u2212]?"
    r"(?:\d{1,50}+\s\d{1,50}+/\d{1,50}+(?![/\d])|(?:\d|\.\d|[\u00bc-\u00be\u2150-\u215e])(?:[.,'\u00a0\u2009\u202f/:_]?\d){0,100}+[\u00bc-\u00be\u2150-\u215e]?)"
    r"(?:[eE][-+]?\d{1,9}+|\s?(?:\\times|[x\u00d7*])\s?10\^\{?[-+]?\d{1,9}+\}?)?)(?:\\?%)?"
    r"(?![-\u2013][\d]|[A-Za-z]{0,20}+[\d_]|st\b|nd\b|rd\b|th\b)"
)
_MARK: Final = re.compile(
    r"(?:####|^A:)[ \t]{0,8}+(?![*_]{0,3}\d{1,2}[.):][ \t]+[A-Za-z])([^\n]{1,100}+)$", re.MULTILINE
)
"""The mark does not begin a numbered heading, such as ``#### 1. Find the cost``."""
_SIGNS: Final = ("####", "A:")
_TAIL: Final = 20_000
"""Characters before the end that are searched for the last number: some ten pages."""
_MOST_READ: Final = 256
"""Numbers from the end that are tried; those that are none are dates, times and the like."""


def last_number(on_conflict: OnConflict = "last") -> Extractor:
    """A number in the text with its sign, currency and percent; dates, versions, ranges and ordinals are none.

    If the number that counts is denied ("not 72") or made another ("72 million", "72!"), none is found: see
    ``stands_alone``. The last one is looked for in the last 20,000 characters.
    """

    def find(response: str, spans: Sequence[Span], normalize: Normalize) -> Match | None:
        if on_conflict == "last":
            finds = _last_numbers(response, spans)
        else:
            finds = [find for span in spans for find in _numbers(response, _NUMERIC.finditer(response, *span))]
        counted = finds if on_conflict == "none" else finds[-1:] if on_conflict == "last" else finds[:1]
        if not all(stands_alone(response, *find) for find in counted):
            return None
        return chosen(response, "number", finds, on_conflict, Numbers().normalize)

    return Extractor(find)


def marked_number(on_conflict: OnConflict = "last") -> Extractor:
    """The number that follows ``####``, or ``A:`` at a line's start, to the line's end; a heading is none."""

    def find(response: str, spans: Sequence[Span], normalize: Normalize) -> Match | None:
        finds = _marked(response, [span for span in spans if any(response.find(s, *span) >= 0 for s in _SIGNS)])
        return chosen(response, "marked_number", finds, on_conflict, Numbers().normalize)

    return Extractor(find, f"#### {ANSWER}")


def unless_marked(extractor: Extractor, *marks: str) -> Extractor:
    """Run only if no part holds a mark, so that marked answers that contradict each other stay no answer."""

    def find(response: str, spans: Sequence[Span], normalize: Normalize) -> Match | None:
        marked = any(response.find(mark, *span) >= 0 for span in spans for mark in marks)
        return None if marked else extractor.find(response, spans, normalize)

    return Extractor(find, extractor.template)


def _marked(response: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Read the text after a mark once, because a response that loops repeats it thousands of times."""
    numbers: dict[str, bool] = {}
    for span in spans:
        for mark in _MARK.finditer(response, *span):
            text = mark[1]
            if text not in numbers:
                numbers[text] = read_number(text) is not None
            if numbers[text]:
                yield mark.span(1)


def _last_numbers(response: str, spans: Sequence[Span]) -> list[Span]:
    """The last numbers, as many as an answer tells of, in the text's order; read from the end."""
    numerics: list[re.Match[str]] = []
    left = _TAIL
    for start, end in reversed(spans):
        numerics[:0] = _NUMERIC.finditer(response, max(start, end - left), end)
        left -= min(left, end - start)
    return list(islice(_numbers(response, numerics[: -_MOST_READ - 1 : -1]), MAX_OTHER_MATCHES + 1))[::-1]


def _numbers(response: str, numerics: Iterable[re.Match[str]]) -> Iterator[Span]:
    for numeric in numerics:
        begin, stop = numeric.span()
        if stop - begin <= LONGEST and read_number(response[begin:stop]) is not None:
            yield begin, stop
