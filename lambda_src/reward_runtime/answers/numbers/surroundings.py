"""Words around a number in running text that deny it or make it another number."""

import re
from typing import Final

from reward_runtime.answers.numbers.notation import DENIAL, SCALE

__all__ = ["stands_alone"]

_WIDEST: Final = 40
"""Characters to either side that are looked at."""
_BEFORE: Final = re.compile(
    r"(?:[<\u2260\u2264\u2265\u226e-\u2271]|[<>!/]=|(?:\A|[ \t)])>|\\(?:ne|neq|lt|gt|[lg]eq?|not ?=)"
    r"|(?i:\b(?:not|never|cannot|[a-z]{2,6}n['\u2019]t)(?: be| equal(?: to)?| the)?"
    r"|\b(?:minus|negative|(?:less|more|fewer|greater) than)))"
    r"[\s:=$*_~({]{0,6}\Z"
    r"|(?i:\b(?:twice|thrice|double|triple|half|under|below|above|(?<!left )over|number (?:before|after)"
    r"|(?:half|third|quarter|root|square|cube|reciprocal|opposite|multiple|digits|divisor) of"
    r"|(?:two|three|four|five|six|seven|eight|nine|ten|\d) times))[ *_$]{1,4}\Z"
    r"|(?<![A-Za-z\\])(?:[A-Za-z]|sqrt|log|ln|exp|sin|cos|tan|max|min|abs|gcd|lcm)\(\s?\Z"
)
r"""A ``>`` ends a tag, an arrow or a quotation's mark as well (``<b>72``, ``->72``): it compares after a blank."""
_AFTER: Final = re.compile(
    r"\^(?!\{?\\circ)|!|[\u00b2\u00b3\u00b9\u2070-\u209f]"
    r"|(?:[abeinq]|[xyz]{2,3}|[ \u00a0]?(?:[kKMBxyz]|bn|mn))\b(?![&'\u2019])"
    r"|\s?[\u5104\u4ebf\u4e07\u5343\u767e]"
    r"|\+(?=[*_$]{0,4}(?:[.,!]?\s|[.,!]?\Z))|[ *_$\u00b0]{1,4}(?i:(?:degrees? )?(?:below|under) zero)"
    r"|[ *_$]{1,4}(?i:(?:less|more|fewer|greater) than)[ *_$]{1,4}\d"
    rf"|[ \t\u00a0\u202f*_$~-]{{0,4}}(?:\\text\{{ ?)?(?i:(?:{SCALE}"
    r"|(?:isn|wasn)['\u2019]t|not(?! (?:counting|including))"
    rf"|(?:is|was|seems|(?:would|must) be) {DENIAL}|{DENIAL}(?! [a-z]))\b)"
)
"""Without a verb, a denial before a noun tells which: ``5 wrong answers``."""


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether nothing beside the number at ``start`` to ``end`` makes it another or denies it.

    Another: ``72 million``, ``72k``, ``72^2``, ``72!``, ``72y``, ``f(72)``, ``twice 72``, ``72 more than 3``,
    ``|-72|``.
    Denied: ``not 72``, ``72 is wrong``, ``< 72``.
    """
    before = _BEFORE.search(text, max(0, start - _WIDEST), start)
    return before is None and not _in_bars(text, start, end) and _AFTER.match(text, end, end + _WIDEST) is None


def _in_bars(text: str, start: int, end: int) -> bool:
    """Whether the bars beside a negative number say its absolute value; in a table's row there are more of them."""
    if text[start] not in "-\u2212" or text[start - 1 : start] != "|" or text[end : end + 1] != "|":
        return False
    begin, stop = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    return text.count("|", max(begin, start - _WIDEST), min(stop if stop >= 0 else len(text), end + _WIDEST)) == 2
