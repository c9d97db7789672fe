"""The unit behind a quantity, distinguished from words that change its meaning, and one spelling for each unit."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from reward_runtime.answers.expressions.failures import Unreadable
from reward_runtime.answers.expressions.notation.synonyms import FUNCTIONS
from reward_runtime.answers.expressions.notation.tokens import Token

__all__ = ["PERCENT", "SAYS_MORE", "SCALES", "quantity", "quantity_before", "same_unit"]

SCALES: Final[Mapping[str, int]] = MappingProxyType(
    {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
)
_NAMES: Final = (
    "cm centimeter centimeters centimetre centimetres;mm millimeter millimeters millimetre millimetres;m meter meters"
    " metre metres;km kilometer kilometers kilometre kilometres kms;in inch inches;ft foot feet;yd yard yards;mi mile"
    " miles;kg kilogram kilograms kilo kilos kgs;g gram grams gm;mg milligram milligrams;lb lbs pound pounds;oz ounce"
    " ounces;s sec secs second seconds;min mins minute minutes;h hr hrs hour hours;d day days;wk week weeks;yr year"
    " years;l liter liters litre litres;ml milliliter milliliters millilitre millilitres;% percent pct percentage;"
    "degree deg degs degrees;dollar dollars usd;cent cents;euro euros eur;square squared sq;cubic cubed cu;unit units;"
    "hz hertz;n newton newtons;j joule joules;w watt watts;v volt volts;pa pascal pascals;rad radian radians"
)
_SPELLING: Final = {name: names.split()[0] for names in _NAMES.split(";") for name in names.split()}
_KNOWN: Final = frozenset(_SPELLING) | {
    "mph",
    "kph",
    "kmh",
    "gal",
    "gallons",
    "gallon",
    "pt",
    "qt",
    "mol",
    "kj",
    "kw",
    "kpa",
}
SHORT: Final = frozenset("mgshdlLCFNJWVA")
"""Units of one letter; others are variables, constants or scales: of ``K`` nobody knows whether it is a thousand."""
PERCENT: Final = "% 1"
_MOST_WORDS: Final = 4
SAYS_MORE: Final = re.compile(
    r"\b(?:bn|mn|(?:tens?|hundred|thousand|million|billion|trillion|dozen|half|halve|quarter|third|fourth|fifth)(?:th)?s?"
    r"|st|nd|rd|th|pi|and|or|to|by|minus|plus|times|over|factorial|base|mod|more|less|most|least|than"
    r"|nor?|not|non|none|never|neither|is|are|was|be|isn|if|but|except|instead|maybe|perhaps|possibly|about|around"
    r"|approximately|roughly|nearly|almost|unless|otherwise|else|alternatively|could|might|may|rather|instead|either|both|guess|unknown|cannot|nothing|anything|opposite|inverse"
    r"|wrong|false|incorrect|error|true|right|correct|negative|where|when|for|with|any|all|some|integers?)\b",
    re.IGNORECASE,
)
"""Scales, arithmetic, hedges and denials; the same as in ``numbers.notation``, and words that only sentences have."""
_WORD: Final = re.compile(r"[A-Za-z]+|%|\$|/|\^?-?\d")


def quantity(tokens: Sequence[Token]) -> tuple[list[Token], str, int]:
    """Return the tokens of the quantity, its unit in one spelling, and the scale of a word such as ``million``."""
    rest = [token for token in tokens if not (token.kind == "sign" and token.text == "$")]
    currency = "dollar 1" if len(rest) < len(tokens) else ""
    start = next((place for place in range(1, len(rest)) if _begins_unit(rest, place)), len(rest))
    behind = rest[start:]
    if not behind:
        return rest, currency, 1
    if behind[-1].kind in ("sign", "command") and behind[-1].text not in ("}", "%", "circ"):
        raise Unreadable
    words = _words(behind)
    scale = SCALES.get(words[0], 1)
    words = words[scale > 1 :]
    if len(words) > 2 * _MOST_WORDS or SAYS_MORE.search(" ".join(words)):
        raise Unreadable
    return rest[:start], _spelling(words) or currency, scale


def quantity_before(tokens: Sequence[Token]) -> tuple[list[Token], str] | None:
    """Return a number and the unit of letters behind it, as in ``5 m`` or ``9.8 m/s^2``, which a product may be too."""
    head, behind = list(tokens[:1]), tokens[1:]
    if not behind or head[0].kind != "number" or not behind[0].blank or behind[0].kind != "letters":
        return None
    letters = [token.text for token in behind if token.kind == "letters"]
    if any(letter not in (SHORT if len(letter) == 1 else _KNOWN) for letter in letters):
        return None
    if any(token.kind not in ("letters", "number") and token.text not in "/^{}-" for token in behind):
        return None
    return head, _spelling(_words(behind))


def same_unit(gold: str, answer: str) -> bool:
    """Whether two units are one; a side without one leaves it open."""
    return not (gold and answer) or gold == answer


def _begins_unit(tokens: Sequence[Token], place: int) -> bool:
    token = tokens[place]
    if token.kind == "words" or (token.kind == "sign" and token.text == "%"):
        return True
    if token.text == "frac" and [each.kind for each in tokens[place + 1 : place + 3]] in (
        ["sign", "words"],
        ["sign", "roman"],
    ):
        return True
    if any(each.text in FUNCTIONS for each in tokens[:place]):
        return False
    if [each.text for each in tokens[place : place + 4]] in (["^", "{", "circ", "}"], ["^", "circ"]):
        return place + 2 + 2 * (tokens[place + 1].text == "{") >= len(tokens) or tokens[place + 4 :][:1] == [
            Token("roman", "C")
        ]
    if token.kind == "roman":
        return token.text in SHORT and _is_number(tokens[:place])
    if token.kind != "letters" or len(token.text) < 2 or not _is_number(tokens[:place]):
        return False
    lowered = token.text.lower()
    return lowered in _KNOWN or lowered in SCALES or (token.blank and len(lowered) > 3)


def _is_number(tokens: Sequence[Token]) -> bool:
    return all(
        each.kind in ("number", "sign") or each.text in ("frac", "sqrt", "pi", "times", "cdot") for each in tokens
    )


def _words(tokens: Sequence[Token]) -> list[str]:
    """The words of a unit, its powers and its strokes; ``Unreadable`` if anything else stands among them."""
    found: list[str] = []
    for place, token in enumerate(tokens):
        if token.kind == "letters" and len(token.text) == 1 and token.text not in SHORT:
            raise Unreadable
        if token.kind in ("words", "letters", "roman"):
            text = token.text if len(token.text) == 1 else token.text.lower()
            if re.sub(_WORD, "", text).strip(" .-"):
                raise Unreadable
            found += _WORD.findall(text.replace("per cent", "percent"))
        elif token.text == "{" and found and tokens[place - 1].text == "}":
            found.append("/")
        elif token.text == "circ":
            found.append("degree")
        elif token.kind == "number" and tokens[place - 1].text == "-":
            found.append(f"-{token.text}")
        elif token.kind == "number" and tokens[place - 1].text in "/%":
            raise Unreadable
        elif token.kind == "number" and tokens[place - 1].text not in ("^", "{") and token.text not in ("2", "3"):
            # ``12 apples 7`` is no unit.
            raise Unreadable
        elif token.kind == "number" or token.text in ("/", "%"):
            found.append(token.text)
        elif token.text not in ("^", "{", "}", "cdot", "*", "frac", "-"):
            raise Unreadable
    return ["/" if word == "per" else word for word in found]


def _spelling(words: Sequence[str]) -> str:
    """``square cm``, ``cm^2``, ``sq. cm`` and ``cm2`` are one; so are plural and singular."""
    named = [_SPELLING.get(word, word) for word in words]
    powers = {"square": "2", "cubic": "3"}
    spelled: list[str] = []
    waiting = ""
    for word in named:
        if word in powers and spelled and spelled[-1] not in "/":
            spelled.append(powers[word])
        elif word in powers:
            waiting = powers[word]
        else:
            spelled += [word.lstrip("^"), *([waiting] if waiting else [])]
            waiting = ""
    return _by_powers([word[:-1] if len(word) > 3 and word.endswith("s") else word for word in spelled if word])


def _by_powers(words: Sequence[str]) -> str:
    """``m / s 2`` and ``m s -2`` as one: each unit with its power, in alphabetical order."""
    powers: dict[str, int] = {}
    sign, last = 1, ""
    for word in words:
        if word == "/":
            sign = -1
        elif word.lstrip("-").isdigit() and last:
            powers[last] *= int(word)
        else:
            last = word
            powers[last] = powers.get(last, 0) + sign
            sign = 1
    return " ".join(f"{name} {power}" for name, power in sorted(powers.items()))
