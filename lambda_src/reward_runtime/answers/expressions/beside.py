r"""Mathematical values in running text: ``$...$``, boxes, and numbers by themselves."""

import re
from collections.abc import Iterator
from typing import Final

from reward_runtime.answer import Normalize, Span
from reward_runtime.answers.expressions.expressions import Expressions
from reward_runtime.answers.numbers.measures import same_number
from reward_runtime.answers.numbers.numerals import numerals
from reward_runtime.answers.numbers.spelled import spelled
from reward_runtime.errors import RowFault
from reward_runtime.extract.prose.reading import Reading

__all__ = ["EXPRESSIONS"]

_SET: Final = re.compile(
    r"\\boxed\s?\{((?:[^{}\n]|\{[^{}\n]{0,60}\}){1,200})\}|(?<!\\)\$\$?([^$\n]{1,200}?)(?<!\\)\$\$?(?!\d)"
    r"|\\\((.{1,200}?)\\\)|\\\[(.{1,200}?)\\\]"
)
_TERM: Final = re.compile(
    r"(?<![\w\\])-?(?:\\frac\{[^{}\n]{1,40}\}\{[^{}\n]{1,40}\}|(?=\S{0,20}[\d^=])[\w^+*/().{}\\-]{1,60}[\w)}])(?![\w'\u2019])"
)
_DECIMAL: Final = re.compile(r"-?\d{0,9}\.\d{1,9}")
_EXACT: Final = Expressions()


def _values(response: str, part: Span, normalize: Normalize) -> Iterator[Span]:
    sets = list(_SET.finditer(response, _outside(response, part), part[1]))
    found = [each.span(each.lastindex or 0) for each in sets]
    taken = [each.span() for each in sets]
    bare = [
        *numerals(response, *part),
        *spelled(response, *part),
        *(each.span() for each in _TERM.finditer(response, *part)),
    ]
    free = [one for one in bare if not any(start < one[1] and one[0] < end for start, end in taken)]
    longest = [
        one for one in free if not any(other != one and other[0] <= one[0] and one[1] <= other[1] for other in free)
    ]
    return iter(sorted([*found, *dict.fromkeys(longest)]))


def _outside(response: str, part: Span) -> int:
    """Return the end of the ``$...$`` in which the part begins, if it begins in one."""
    start, end = part
    line = response.rfind("\n", 0, start) + 1
    if (response.count("$", line, start) - response.count("\\$", line, start)) % 2 == 0:
        return start
    close = response.find("$", start, end)
    return start if close < 0 else close + 1


def _same(response: str, one: Span, other: Span, normalize: Normalize) -> bool:
    left, right = response[slice(*one)].strip(), response[slice(*other)].strip()
    if left == right or same_number(response, one, other, normalize):
        return True
    rounded = [f"{left} \\approx {right}"] if _DECIMAL.fullmatch(right) else []
    return any(_equal(left, each) for each in (right, *_last_sides(right), *rounded))


def _last_sides(text: str) -> list[str]:
    return [side for side in text.split("=")[1:] if side.strip()]


def _equal(left: str, right: str) -> bool:
    try:
        return _EXACT.compare(right, _EXACT.parse_reference(left)).value == 1
    except RowFault:
        return False


EXPRESSIONS: Final = Reading(_values, _same)
