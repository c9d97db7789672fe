"""Numbers in running text, after a phrase that announces them, and after the mark that GSM8K's solutions end with."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from reward_runtime.answer import (
    ANSWER,
    MAX_OTHER_MATCHES,
    UNDECIDED,
    Extractor,
    Match,
    Normalize,
    OnConflict,
    Span,
    chosen,
)
from reward_runtime.answers.numbers.given import counts, is_hedge, number_given
from reward_runtime.answers.numbers.measures import same_number
from reward_runtime.answers.numbers.notation import read_number
from reward_runtime.answers.numbers.numbers import Numbers
from reward_runtime.answers.numbers.numerals import last_numerals, numerals

__all__ = ["last_number", "marked_number", "number_given"]

_MARK: Final = re.compile(
    r"(?:####|^A:)[ \t]{0,8}+(?![*_]{0,3}\d{1,2}[.):][ \t]+[A-Za-z])([^\n]{1,100}+)$", re.MULTILINE
)
"""The mark does not begin a numbered heading, such as ``#### 1. Find the cost``."""
_NEAR: Final = 40
"""Characters between a number and its other spelling."""
_ASKED: Final = re.compile(r"(?:[ \t][A-Za-z%]{1,16}){0,3}[\s*_`$)]{0,4}\?")
"""Behind a number that is asked about."""
_AGAIN: Final = re.compile(r"(?:\bor\b|\bi\.e\.|\bthat is\b|[(=;])[^.\n]{0,16}\Z")
_SIGNS: Final = ("####", "A:")


def last_number(on_conflict: OnConflict = "last") -> Extractor:
    r"""A number in the text with its sign, currency and percent; dates, versions, ranges and ordinals are none.

    If the number that counts is denied ("not 72"), made another ("72 million", "72!", see ``stands_alone``), a part of
    an expression (``\sqrt{72}``) or one of several ("70 or 72"), there is no answer. The last one is looked for in the
    last 20,000 characters.
    """

    def find(response: str, spans: Sequence[Span], normalize: Normalize) -> Match | None:
        if on_conflict == "last":
            finds = last_numerals(response, spans, MAX_OTHER_MATCHES + 1)
        else:
            finds = [find for span in spans for find in numerals(response, *span)]
        counted = finds if on_conflict == "none" else finds[-1:] if on_conflict == "last" else finds[:1]
        if not all(counts(response, *find) for find in counted):
            return None
        if counted and on_conflict == "last" and _ASKED.match(response, counted[-1][1]):
            return UNDECIDED
        if len(finds) > 1 and on_conflict == "last" and is_hedge(response, *finds[-2:]):
            return UNDECIDED
        if len(finds) > 1 and on_conflict == "last" and _repeats(response, *finds[-2:]):
            finds.pop()
        return chosen(response, "number", finds, on_conflict, Numbers().normalize)

    return Extractor(find)


def _repeats(response: str, one: Span, other: Span) -> bool:
    """Whether the second number says the first again in other units: ``72 clips, or 6 dozen``."""
    differ = read_number(response[slice(*one)]) != read_number(response[slice(*other)])
    joined = other[0] - one[1] <= _NEAR and _AGAIN.search(response, one[1], other[0])
    return differ and joined is not None and same_number(response, one, other)


def marked_number(on_conflict: OnConflict = "last") -> Extractor:
    """The number that follows ``####``, or ``A:`` at a line's start, to the line's end; a heading is none."""

    def find(response: str, spans: Sequence[Span], normalize: Normalize) -> Match | None:
        finds = _marked(response, [span for span in spans if any(response.find(s, *span) >= 0 for s in _SIGNS)])
        return chosen(response, "marked_number", finds, on_conflict, Numbers().normalize)

    return Extractor(find, f"#### {ANSWER}")


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
