r"""The normal form of a short answer in LaTeX, and the number that one writes out.

Blanks go, but for those between two digits: ``1 1/2`` is a mixed number, ``1 000`` and ``12\,345`` are groups of
thousands, and of any other the reader cannot know what it joins, so it stays and makes the text unreadable.
"""

import re
from fractions import Fraction
from typing import Final

from reward_runtime.answers.expressions.unit import TEXT_GROUP

__all__ = ["joins_digits", "plain", "rational"]

_DOLLARS: Final = re.compile(r"^(?:\$\$?|\\\(|\\\[)(.*?)(?:\$\$?|\\\)|\\\])$", re.DOTALL)
_SIZING: Final = re.compile(r"(?<!\\)\\!|\\left(?![a-z])|\\right(?![a-z])")
_BLANKS: Final = re.compile(r"(?:(?<!\\)\\[,;: ]|\\q?quad(?![a-z])|[\s~])+")
_LOOSE: Final = re.compile(rf"{TEXT_GROUP}|(?<!\d) | (?!\d)")
_JOINING: Final = re.compile(r"\d \d")
_MIXED: Final = re.compile(r"(?<![\d.^_/])(\d+) (\d+)/(\d+)(?![\d.])")
_GROUPED: Final = re.compile(r"(?<![\d.^_])[1-9]\d{0,2}(?: \d{3})+(?! ?\d)")
_FRACTION: Final = re.compile(r"\\[dtc]frac")
_SHORT_FRACTION: Final = re.compile(r"\\frac\s*(\d)\s*(\d)")
_TEXT: Final = re.compile(TEXT_GROUP)
_NO_TEXT: Final = re.compile(r"\\(?:text|mathrm|textbf|mathbf|mbox)\{\s*\}")
_CONJUNCTION: Final = re.compile(r"(?<=[^\s,]),? ?\\(?:text|mathrm|mbox)\{,? ?(?:and|or) ?\} ?(?=\S)")
_NUMBER: Final = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+)?(\.\d+)?(?:/(\d+))?")
_LATEX_NUMBER: Final = re.compile(r"([+-]?)(\d+)?\\frac\{(-?\d+)\}\{(\d+)\}")


def plain(text: str) -> str:
    """Return ``text`` without its typesetting."""
    dressed = _DOLLARS.match(text.strip())
    text = _FRACTION.sub(r"\\frac", (dressed.group(1) if dressed else text).strip().rstrip("."))
    text = _SHORT_FRACTION.sub(r"\\frac{\1}{\2}", text.replace("\\$", ""))
    word = _TEXT.fullmatch(text)
    text = _BLANKS.sub(" ", _SIZING.sub("", _NO_TEXT.sub(" ", word.group(1) if word else text))).strip()
    text = _MIXED.sub(_proper, _CONJUNCTION.sub(",", text))
    text = _GROUPED.sub(lambda group: group.group().replace(" ", ""), text)
    return _LOOSE.sub(_closed_up, text)


def joins_digits(text: str) -> bool:
    """Whether a blank of a normal form stands between two digits."""
    return _JOINING.search(text) is not None


def rational(text: str) -> Fraction | None:
    """Return the number that the whole of a normal form writes out."""
    if fraction := _LATEX_NUMBER.fullmatch(text):
        return _mixed(*fraction.groups())
    number = _NUMBER.fullmatch(text)
    if number is None or not (number.group(2) or number.group(3)):
        return None
    sign, whole, decimals, below = number.groups()
    if below is not None and not int(below):
        return None
    return Fraction(f"{sign}{(whole or '0').replace(',', '')}{decimals or ''}") / int(below or 1)


def _mixed(sign: str, whole: str | None, above: str, below: str) -> Fraction | None:
    """A whole number before a fraction of 1 or more, or below 0, is a factor: that is for the symbolic parser."""
    if not int(below) or (whole and not 0 <= int(above) < int(below)):
        return None
    return int(sign + "1") * (int(whole or 0) + Fraction(int(above), int(below)))


def _proper(mixed: re.Match[str]) -> str:
    whole, above, below = mixed.groups()
    return f"{whole}\\frac{{{above}}}{{{below}}}" if int(above) < int(below) else mixed.group()


def _closed_up(loose: re.Match[str]) -> str:
    """Nothing for a blank; a text group as it is, since its blanks tell its words apart, but for those at its ends."""
    words = loose.group(1)
    return loose.group().replace(f"{{{words}}}", f"{{{words.strip()}}}") if words else ""
