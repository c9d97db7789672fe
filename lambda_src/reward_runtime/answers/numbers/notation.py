r"""How one number is written, and the rules for customs that differ.

``1,234`` is 1234 and ``1.234`` is 1.234: one comma before exactly three digits groups them, one point never does.
If both signs are there, the later is the decimal one; a sign that is there twice groups. ``1,5`` and ``0,123`` are
decimal, as no group looks so. A percent sign is a unit, and units are ignored: ``50%`` is 50, never 0.5, so nothing
is ever worth a hundred times its number. Scale words (``5 million``, ``5k``), variables (``5x``), powers, factorials,
ranges and denied numbers (``5 is wrong``, ``not = 5``) are not a number.
"""

import re
from fractions import Fraction
from typing import Final

from reward_runtime.answers.numbers.spelling import plain

__all__ = ["DENIAL", "LONGEST", "MAX_EXPONENT", "SCALE", "decimal", "read_number", "written"]

LONGEST: Final = 100
"""Characters; longer text is not a number. Bounds every integer that is ever built, at 200 digits with the exponent."""
MAX_EXPONENT: Final = 100
"""Powers of ten, either way; more is not an answer that anyone asks for."""

SCALE: Final = (
    r"(?:(?:hundred|thousand|(?:m|b|tr|quadr)illion)(?:th)?s?|lakhs?|lacs?|crores?|factorials?|squared|cubed|halves"
    r"|(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf|[a-z]{3,5}teen|[a-z]{3,5}tie)ths)"
)
"""Pattern of the words after a number that make it another; ``fifth`` is none of them, as in ``5 fifth graders``."""
DENIAL: Final = "(?:not|wrong|incorrect|false|untrue|negative)"
"""Pattern of the words after a number that say it is none."""

_DIGITS: Final = r"\d[\d.,' ]*|\.\d+"
_MONEY: Final = r"(?:US\$|[$\u20ac\u00a3\u00a5\u20b9\u20a9]|(?:USD|EUR|GBP|INR|Rs\.?) ?)"
_LETTER: Final = r"(?![\u00b2\u00b3\u00b9\u2070-\u209f])[^\W\d_]"
_NUMBER: Final = re.compile(
    rf"(?P<sign>[-+]?) ?{_MONEY}? ?(?P<late>[-+]?)"
    rf"(?:(?P<whole>\d+) (?P<part>\d+)/(?P<parts>\d+)"
    rf"|(?P<above>{_DIGITS})(?:/ ?(?P<below>{_DIGITS}))?"
    r"(?:[eE](?P<e>[-+]?\d{1,4})| ?[x\u00d7*] ?10 ?\^ ?(?:\{(?P<braced>[-+]?\d{1,4})\}|(?P<power>[-+]?\d{1,4})))?)"
    rf"(?P<unit>(?: ?[%\u00b0\u00a2\u20ac\u00a3\u00a5\u20b9\u20a9$])?(?: ?(?:{_LETTER})++\.?"
    rf"(?:/(?:{_LETTER})++|\^\{{?[23]\}}?|[\u00b2\u00b3])*){{0,5}})",
)
_NAME: Final = re.compile(r"(?!(?i:not|never) ?=)[A-Za-z][A-Za-z_]{0,20} ?= ?")
_ELSE: Final = (
    r"otherwise|else|maybe|perhaps|possibly|alternatively|unless|if|either|could|might|may|instead|rather|actually|wait"
    r"|no|sorry|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]{3,5}teen|(?:twen|thir|for|fif|six|seven|eigh|nine?)ty"
)
"""Words by which a second value follows, and number words, which may be one."""
_OTHER: Final = re.compile(
    r"^(?:[kKMBbeinqxyz]|a(?! \w)|[xyz]{2,3}|bn|mn)\b"
    rf"|(?i:\b(?:{SCALE}|{DENIAL}|(?:dozen|half|quarter|third|or|and|but|vs|versus|below|to|minus|plus|times|over|{_ELSE}"
    r"|st|nd|rd|th|pi)s?)\b)|[\u5104\u4ebf\u4e07\u5343\u767e]"
)
_FACTORIAL: Final = re.compile(r"\d!")
_GROUPED: Final = tuple(re.compile(rf"[1-9]\d{{0,2}}(?:{sign}\d{{3}})+") for sign in (",", r"\.", "'", " "))
_POINT: Final = re.compile(r"\d*\.\d+|\d+\.?")
_DRESS: Final = " *_`\"'.,;:!?\\"


def read_number(text: str) -> Fraction | None:
    """Return the number that the whole text is, units and currency apart; ``None`` for anything else."""
    if len(text) > LONGEST:
        return None
    text = plain(text)
    if "!" in text and _FACTORIAL.search(text):
        return None
    found = _NUMBER.fullmatch(_undressed(text))
    if found is None or (found["sign"] and found["late"]) or _OTHER.search(found["unit"].strip()):
        return None
    size = _mixed(found) if found["whole"] else _scaled(found)
    return -size if size is not None and "-" in (found["sign"], found["late"]) else size


def decimal(text: str) -> Fraction | None:
    """Return the value of digits with their separators, or ``None`` if they follow no custom."""
    text = text.strip()
    if len(text) > LONGEST:
        return None
    signs = [sign for sign in text if not sign.isdigit()]
    point = signs[-1] if signs else ""
    if point in (".", ",") and signs.count(point) == 1 and not _is_group(text, point):
        whole, _, rest = text.rpartition(point)
        text = f"{_ungrouped(whole)}.{rest}"
    else:
        text = _ungrouped(text)
    return Fraction(text) if _POINT.fullmatch(text) else None


def _is_group(text: str, point: str) -> bool:
    return point == "," and _GROUPED[0].fullmatch(text) is not None


def _ungrouped(text: str) -> str:
    """Take off the signs that group digits; a text that groups them otherwise keeps its signs, and is not a number."""
    signs = {sign for sign in text if not sign.isdigit()}
    grouped = len(signs) == 1 and any(group.fullmatch(text) for group in _GROUPED)
    return text.replace(signs.pop(), "") if grouped else text


def _undressed(text: str) -> str:
    text = text.lstrip(" *_`\"'").rstrip(_DRESS)
    if text.startswith("$") and text.endswith("$"):
        text = text[1:-1].strip()
    if text.startswith("{") and text.endswith("}"):
        text = text[1:-1].strip()
    name = _NAME.match(text)
    return text[name.end() :] if name else text


def _mixed(found: re.Match[str]) -> Fraction | None:
    above, below = int(found["part"]), int(found["parts"])
    return int(found["whole"]) + Fraction(above, below) if above < below else None


def _scaled(found: re.Match[str]) -> Fraction | None:
    above, below = decimal(found["above"]), decimal(found["below"] or "1")
    power = int(found["e"] or found["braced"] or found["power"] or 0)
    if above is None or not below or abs(power) > MAX_EXPONENT:
        return None
    return above / below * Fraction(10) ** power


def written(number: Fraction) -> str:
    """Return a text that reads as this number: a decimal of at most 30 places if one is exactly it, else a fraction."""
    if number.denominator == 1:
        return str(number.numerator)
    for places in range(1, 31):
        scaled = number * 10**places
        if scaled.denominator == 1:
            digits = str(abs(scaled.numerator)).rjust(places + 1, "0")
            return f"{'-' if number < 0 else ''}{digits[:-places]}.{digits[-places:]}"
    return f"{number.numerator}/{number.denominator}"
