"""Numbers in running text in other forms: words, arithmetic, another unit of the same measure."""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from reward_runtime.answer import Normalize, Span
from reward_runtime.answers.numbers.arithmetic import value_of
from reward_runtime.answers.numbers.computed import computed_number
from reward_runtime.answers.numbers.notation import LONGEST, read_number
from reward_runtime.answers.numbers.numerals import numerals
from reward_runtime.answers.numbers.spelled import spelled, value_of_words
from reward_runtime.extract.prose.reading import Reading

__all__ = ["NUMBERS", "same_number"]

_MEASURES: Final = (
    "time second:1 sec:1 minute:60 min:60 hour:3600 hr:3600 day:86400 week:604800",
    "long month:1 year:12 yr:12 decade:120",
    "count dozen:12 gross:144 score:20 pair:2 couple:2 hundred:100 thousand:1000 million:1000000 billion:1000000000",
    "length inch:1 inche:1 in:1 foot:12 feet:12 ft:12 yard:36 yd:36 mile:63360",
    "metric mm:1 millimeter:1 cm:10 centimeter:10 m:1000 meter:1000 metre:1000 km:1000000 kilometer:1000000",
    "weight mg:1 milligram:1 g:1000 gram:1000 kg:1000000 kilogram:1000000",
    "pounds ounce:1 oz:1 pound:16 lb:16",
    "volume ml:1 milliliter:1 l:1000 liter:1000 litre:1000",
    "cups cup:1 pint:2 quart:4 gallon:16",
    "money cent:1 ¢:1 dime:10 dollar:100 buck:100",
    "share percent:1/100 %:1/100",
)
_UNITS: Final[Mapping[str, tuple[str, Fraction]]] = MappingProxyType(
    {
        word.partition(":")[0]: (measure.split()[0], Fraction(word.partition(":")[2]))
        for measure in _MEASURES
        for word in measure.split()[1:]
    }
)
_BARE: Final = frozenset({"count", "share"})
"""Measures whose units make another plain number: ``6 dozen`` is 72."""
_WORD: Final = re.compile(r"[\s~*_$\\}-]{0,4}(%|\u00a2|[A-Za-z]{1,12})")
_COMPUTED: Final = re.compile(
    r"[\d.,\s]{0,24}(?:\s?(?:[-+*/x\u00d7\u00f7]|times|divided by|plus|minus)\s?[\d.,()]{1,24}){1,8}"
)
_SPOKEN: Final = MappingProxyType({"times": "*", "divided by": "/", "plus": "+", "minus": "-"})
_OPERAND: Final = re.compile(r"[\d)]\s{0,2}[+*/\u00d7\u00f7x=-]\s{0,2}\$?\Z")
_GOES_ON: Final = re.compile(r"(?:\s[A-Za-z]{1,12})?,?\s(?:and\s)?(?=\d)")
_CARRIES: Final = 4


def _values(response: str, part: Span, _: Normalize) -> Iterator[Span]:
    """Numbers in digits or words, without those that are only operands of arithmetic."""
    start, end = part
    found = sorted([*numerals(response, start, end), *spelled(response, start, end)])
    return (span for span in found if not _OPERAND.search(response, max(start, span[0] - 8), span[0]))


def same_number(response: str, one: Span, other: Span, _: Normalize = str.casefold) -> bool:
    """Whether two numbers may be one: ``6 dozen``, ``seventy-two``, ``6 * 12``; ``90 minutes``, ``1.5 hours``."""
    return not _readings(response, one).isdisjoint(_readings(response, other))


def _readings(response: str, span: Span) -> frozenset[tuple[str, Fraction]]:
    """The measures and amounts that a number and the words behind it may say; the empty measure for the bare number."""
    amount = _amount(response, span)
    if amount is None:
        return frozenset()
    # The unit may stand inside, as in a box: ``90 minutes``.
    span = next(numerals(response, *span), span)
    unit = _unit(response, span[1])
    if response[span[1] - 1 : span[1]] == "%":
        unit = _UNITS["%"]
    if response[span[0]] == "$" or response[span[0] - 1 : span[0]] == "$":
        unit = unit or _UNITS["dollar"]
    computed = _computed(response, span)
    readings = {("", computed if computed is not None else amount)}
    if unit:
        total = amount * unit[1] + _rest(response, span[1], unit[0])
        readings.add((unit[0], total))
        if unit[0] in _BARE:
            readings.add(("", total))
        if unit[0] == "count":
            readings.discard(("", amount))
    return frozenset(readings)


def _amount(response: str, span: Span) -> Fraction | None:
    text = response[slice(*span)].strip()
    if len(text) > LONGEST:
        return None
    amount = read_number(text)
    if amount is None:
        amount = computed_number(text)
    return value_of_words(text) if amount is None else amount


def _unit(response: str, at: int) -> tuple[str, Fraction] | None:
    word = _WORD.match(response, at)
    if word is None:
        return None
    name = word.group(1).lower()
    return _UNITS.get(name) or _UNITS.get(name.removesuffix("s"))


def _rest(response: str, at: int, measure: str) -> Fraction:
    """The smaller units that go on a measure: the minutes of ``1 hour and 12 minutes``."""
    total = Fraction(0)
    for _ in range(_CARRIES):
        goes_on = _GOES_ON.match(response, at)
        following = next(numerals(response, goes_on.end(), goes_on.end() + 24), None) if goes_on else None
        unit = _unit(response, following[1]) if following and goes_on and following[0] == goes_on.end() else None
        if following is None or unit is None or unit[0] != measure:
            break
        total += (read_number(response[slice(*following)]) or Fraction(0)) * unit[1]
        at = following[1]
    return total


def _computed(response: str, span: Span) -> Fraction | None:
    """The value of arithmetic that the number begins: ``6 times 12``."""
    found = _COMPUTED.match(response, span[0], span[1] + LONGEST)
    if found is None:
        return None
    text = found.group().rstrip(" .,(")
    for word, sign in _SPOKEN.items():
        text = text.replace(word, sign)
    return value_of(text)


NUMBERS: Final = Reading(_values, same_number)
