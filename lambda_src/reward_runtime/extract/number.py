"""Numbers in running text, and after the mark that GSM8K's solutions end with."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from reward_runtime.extract.answer import Answer, Extractor, Several, Span, chosen
from reward_runtime.numbers.domain import Numbers
from reward_runtime.numbers.notation import LONGEST, read_number

__all__ = ["last_number", "marked_number", "unless_marked"]

_NUMERIC: Final = re.compile(
    r"(?<![A-Za-z\d_.,:/^\\])(?<!\d[-\u2013])(?:\\d?frac\{[-+]?\d{1,50}\}\{\d{1,50}\}"
    r"|(?:(?<![\w)])[-+\u2212])?(?:\\?[$\u20ac\u00a3\u00a5\u20b9\u20a9]\s?)?[-\u2212]?"
    r"(?:\d{1,50}+\s\d{1,50}+/\d{1,50}+(?![/\d])|(?:\d|\.\d|[\u00bc-\u00be\u2150-\u215e])(?:[.,'\u00a0\u2009\u202f/:_]?\d){0,100}+[\u00bc-\u00be\u2150-\u215e]?)"
    r"(?:[eE][-+]?\d{1,9}+|\s?(?:\\times|[x\u00d7*])\s?10\^\{?[-+]?\d{1,9}+\}?)?)(?:\\?%)?"
    r"(?![-\u2013][\d]|[A-Za-z]{0,20}+[\d_]|st\b|nd\b|rd\b|th\b)"
)
_MARK: Final = re.compile(r"(?:####|^A:)[ \t]{0,8}([^\n]{1,100})$", re.MULTILINE)


def last_number(several: Several = "last") -> Extractor:
    """A number in the text with its sign, currency and percent; dates, versions, ranges and ordinals are none."""

    def extract(response: str, spans: Sequence[Span]) -> Answer | None:
        finds = (find for span in spans for find in _numbers(response, *span))
        return chosen(response, "number", finds, several, Numbers().normal)

    return extract


def marked_number(several: Several = "last") -> Extractor:
    """The number that follows ``####``, or ``A:`` at a line's start, to the line's end; a heading is none."""

    def extract(response: str, spans: Sequence[Span]) -> Answer | None:
        marks = (mark for span in spans for mark in _MARK.finditer(response, *span))
        finds = (mark.span(1) for mark in marks if read_number(mark[1]) is not None)
        return chosen(response, "marked_number", finds, several, Numbers().normal)

    return extract


def unless_marked(extractor: Extractor, *marks: str) -> Extractor:
    """Answer only where no part holds a mark, so that a contradiction between marked answers stays none."""

    def extract(response: str, spans: Sequence[Span]) -> Answer | None:
        marked = any(response.find(mark, *span) >= 0 for span in spans for mark in marks)
        return None if marked else extractor(response, spans)

    return extract


def _numbers(response: str, start: int, end: int) -> Iterator[Span]:
    for numeric in _NUMERIC.finditer(response, start, end):
        begin, stop = numeric.span()
        if stop - begin <= LONGEST and read_number(response[begin:stop]) is not None:
            yield begin, stop
