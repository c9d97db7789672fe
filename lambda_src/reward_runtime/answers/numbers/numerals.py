"""Numerals in running text, each whole: with its sign, currency, percent, groups and exponent."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from reward_runtime.answer import Span
from reward_runtime.answers.numbers.notation import LONGEST, read_number

__all__ = ["last_numerals", "numerals"]

_SEPARATED: Final = r"(?:[.,'\u00a0\u2009\u202f/:_]|\\[,;:! ]|\{,\}|~)?\d"
_SIGNED: Final = (
    r"(?:(?<![\w)])[-+\u2212]|(?:(?<=[=:(\[{$~])|(?<=[=:(\[{$~]\s)|(?<=\bis\s)|(?<=\bof\s)|(?<=\bto\s)|(?<=\best\s)"
    r"|(?<=\bist\s)|(?<=\bes\s)|(?<=\A))[-\u2212](?:\s|\\[,;:!]|~)(?=\S))?"
)
"""A sign with a blank behind it is one only if nothing can be subtracted from; at a line's start it is a bullet."""
_NUMERIC: Final = re.compile(
    r"(?<![A-Za-z\d_.,:/^\\])(?<!\d[-\u2013])(?:\\[dt]?frac\{[-+]?\d{1,50}\}\{\d{1,50}\}"
    rf"|{_SIGNED}(?:\\?[$\u20ac\u00a3\u00a5\u20b9\u20a9]\s?)?[-\u2212]?"
    r"(?:\d{1,50}+\s\d{1,50}+/\d{1,50}+(?![/\d])"
    rf"|(?<!\d\s)[1-9]\d{{0,2}}(?: \d{{3}}){{1,12}}+(?![.,]?\d|\s\d)(?:[.,]\d{{1,30}})?"
    rf"|(?:\d|\.\d|[\u00bc-\u00be\u2150-\u215e])(?:{_SEPARATED}){{0,100}}+[\u00bc-\u00be\u2150-\u215e]?)"
    r"(?:[eE][-+]?\d{1,9}+|\s?(?:\\times|[x\u00d7*])\s?10\^\{?[-+]?\d{1,9}+\}?)?)(?:\\?%)?"
    r"(?![-\u2013][\d]|[A-Za-z]{0,20}+[\d_]|st\b|nd\b|rd\b|th\b)"
)
_TAIL: Final = 20_000
"""Characters before the end that are searched for the last number: some ten pages."""
_MOST_READ: Final = 256
"""Numbers from the end that are tried; those that are none are dates, times and the like."""


def numerals(response: str, start: int, end: int) -> Iterator[Span]:
    """Yield the numbers of a part in order; dates, versions, ranges and ordinals are none."""
    return _read(response, _NUMERIC.finditer(response, start, end))


def last_numerals(response: str, spans: Sequence[Span], most: int) -> list[Span]:
    """Return at most this many of the last numbers in the parts, in the text's order; read from the end."""
    numerics: list[re.Match[str]] = []
    left = _TAIL
    for start, end in reversed(spans):
        numerics[:0] = _NUMERIC.finditer(response, max(start, end - left), end)
        left -= min(left, end - start)
    return list(islice(_read(response, numerics[: -_MOST_READ - 1 : -1]), most))[::-1]


def _read(response: str, numerics: Iterable[re.Match[str]]) -> Iterator[Span]:
    for numeric in numerics:
        begin, stop = numeric.span()
        if stop - begin <= LONGEST and read_number(response[begin:stop]) is not None:
            yield begin, stop
