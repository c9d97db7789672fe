"""The digits of one number in running LaTeX, with any separators."""

import re
from typing import Final, NamedTuple

from reward_runtime.answers.expressions.failures import TooComplex, Unreadable

__all__ = ["Numeral", "numeral"]

LONGEST_NUMBER: Final = 100
"""Characters of one number."""

_NUMBER: Final = re.compile(
    r"(?P<groups>[1-9]\d{0,2}(?:(?: ?\{ ?, ?\}|,\\! ?|(?:\\[,;: ]|[ ~])+)\d{3})+(?![\d,]|[ ~]\d|\{,\})(?:\.\d+)?)"
    r"|(?P<commas>[1-9]\d{0,2}(?:,\d{3})+(?![\d]|,\d)(?:\.\d+)?)"
    r"|(?P<science>(?:\d+\.\d+[eE][+-]?|\d+e|\d+E[+-]?)\d{1,4}(?![\d.]))"
    r"|(?P<repeating>\d*\.\d*(?:\\overline|\\dot|\\bar)\{\d+\})"
    r"|(?P<comma>\d+\{,\}\d+)"
    r"|(?P<plain>\d+(?:\.\d+)?|\.\d+)"
)
_DIGITS: Final = re.compile(r"\d+(?:\.\d+)?|\.\d+")
_MARKS: Final = re.compile(r"[^0-9A-Za-z.\\]")


class Numeral(NamedTuple):
    """A number in a text."""

    digits: str
    """As Python writes it; ``0.1(6)`` if its last digits repeat."""
    length: int
    """Characters that it takes in the text."""
    grouped: bool
    """Whether plain commas parted its digits, which a list could do as well."""


def numeral(text: str, at: int, *, plain: bool, listed: bool) -> Numeral:
    """Return the number that begins at a place.

    Args:
        text: LaTeX.
        at: place of its first digit or point.
        plain: whether its digits end at the first sign, as in an exponent.
        listed: whether a comma parts items here, as in brackets.
    """
    number = (_DIGITS if plain else _NUMBER).match(text, at)
    if number is not None and number.lastgroup == "commas" and listed:
        number = _DIGITS.match(text, at)
    if number is None:
        raise Unreadable
    if len(number.group()) > LONGEST_NUMBER:
        raise TooComplex
    return Numeral(_digits(number), len(number.group()), number.lastgroup == "commas")


def _digits(number: re.Match[str]) -> str:
    """The number as Python writes it; ``0.1(6)`` if its last digits repeat."""
    text = number.group()
    if number.lastgroup == "repeating":
        head, _, rest = text.partition("\\")
        return f"{head or '0'}({rest.partition('{')[2][:-1]})"
    if number.lastgroup == "comma":
        return text.replace("{,}", ".")
    return text if number.lastgroup == "science" else _MARKS.sub("", text).replace("\\", "")
