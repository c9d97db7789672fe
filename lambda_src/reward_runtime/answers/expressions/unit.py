r"""The unit behind a number, as in ``5\text{ cm}^2``, told from words that change the number's meaning."""

import re
from typing import Final

__all__ = ["TEXT_GROUP", "same_unit", "unit"]

TEXT_GROUP: Final = r"\\(?:text|mathrm|textbf|mathbf|mbox)\{([^{}]*)\}"
"""A regular expression of what is set as text; its one group is the text within."""

_SHORT_UNITS: Final = frozenset("mgshdlLCFNJWVA")
"""Units of one letter; others are variables, constants or scales: of ``K`` nobody knows whether it is a thousand."""
_WORD: Final = r"[\u00b0\u00b5]?[A-Za-z][A-Za-z.]*(?:\^-?\d)?"
_WORDS: Final = re.compile(rf"\u00b0|(?:/?{_WORD}(?:[ /-]{_WORD}){{0,3}})?")
_SAYS_MORE: Final = re.compile(
    r"\b(?:bn|mn|(?:tens?|hundred|thousand|million|billion|trillion|dozen|half|halve|quarter|third|fourth|fifth)(?:th)?s?"
    r"|st|nd|rd|th|pi|and|or|to|by|minus|plus|times|over|squared|cubed|factorial|base|mod|more|less|most|least|than"
    r"|nor?|not|non|none|never|neither|is|are|was|be|isn|if|but|except|instead|maybe|perhaps|possibly|about|around"
    r"|wrong|false|incorrect|error|true|right|correct|negative)\b",
    re.IGNORECASE,
)
"""Scales, arithmetic, hedges and denials; the same as in ``numbers.notation``, and words that only sentences have."""
_SET: Final = r"\\(?:text|mathrm|mbox)\{[^{}]*\}(?:\^\{?\d\}?)?"
_UNIT: Final = re.compile(rf"(?:{_SET}(?:(?:/|\\cdot)?{_SET})*|\^\{{?\\circ\}}?|\\?%)$")
_WITHIN: Final = re.compile(TEXT_GROUP)
_TYPESETTING: Final = re.compile(r"\\(?:text|mathrm|mbox)|[\\{}\s]")


def unit(text: str) -> str:
    """Return the unit at the end of a normal form, empty if it has none, or if it is a unit alone."""
    found = _UNIT.search(text)
    if found is None or not found.start() or not all(_is_unit(words) for words in _WITHIN.findall(found.group())):
        return ""
    return found.group()


def same_unit(gold: str, answer: str) -> bool:
    """Whether two units are one, however they are set; a side without one leaves it open."""
    return not (gold and answer) or _TYPESETTING.sub("", gold) == _TYPESETTING.sub("", answer)


def _is_unit(words: str) -> bool:
    words = words.strip()
    if len(words) == 1 and words.isalpha():
        return words in _SHORT_UNITS
    return _WORDS.fullmatch(words) is not None and _SAYS_MORE.search(words) is None
