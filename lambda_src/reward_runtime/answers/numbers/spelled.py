"""English number words in running text: only to tell a second value beside an answer, never as an answer itself."""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from reward_runtime.answer import Span

__all__ = ["spelled", "value_of_words"]

_ONES: Final = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS: Final = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES: Final[Mapping[str, int]] = MappingProxyType(
    {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
)
_PARTS: Final[Mapping[str, Fraction]] = MappingProxyType(
    {
        name + ending: Fraction(1, parts)
        for name, parts in (("half", 2), ("third", 3), ("quarter", 4), ("fourth", 4), ("fifth", 5), ("tenth", 10))
        for ending in ("", "s")
    }
    | {"halves": Fraction(1, 2)}
)
_VALUES: Final[Mapping[str, int]] = MappingProxyType(
    {word: value for value, word in enumerate(_ONES)} | {word: 10 * value for value, word in enumerate(_TENS, 2)}
)
_WORD: Final = "|".join([*_VALUES, *_SCALES])
_SPELLED: Final = re.compile(
    rf"(?<![\w-])(?:(?:a|an)\s(?=(?:{'|'.join(_SCALES)}|half|third|quarter)s?\b))?"
    rf"(?:(?:{_WORD})(?:s?(?:-|\s(?:and\s)?)(?:{_WORD})){{0,8}}(?:(?:-|\s)(?:{'|'.join(_PARTS)})(?!\s\w))?"
    rf"|(?:half|(?<=a )third|(?<=a )quarter))(?![\w-])",
    re.IGNORECASE,
)
_NO_AMOUNT: Final = re.compile(
    r"\s(?:of\b|else\b|another\b|can\b|could\b|may\b|might\b|must\b|should\b|by one\b|finds?\b|gets?\b|has\b)",
    re.IGNORECASE,
)
"""Behind *one* that is a pronoun."""
_POINTED: Final = re.compile(
    r"(?:the|this|that|any|no|each|every|which|other|another|either|first|last|right|correct)\s\Z", re.IGNORECASE
)


def spelled(response: str, start: int, end: int) -> Iterator[Span]:
    """Yield the numbers in words of a part; *one* as a pronoun is none."""
    for found in _SPELLED.finditer(response, start, end):
        pronoun = found.group().lower() == "one" and (
            _NO_AMOUNT.match(response, found.end())
            or _POINTED.search(response, max(start, found.start() - 10), found.start())
        )
        if not pronoun and value_of_words(found.group()) is not None:
            yield found.span()


def value_of_words(text: str) -> Fraction | None:
    """Return the value of number words, such as ``six dozen`` or ``one half``; ``None`` for other words."""
    total = current = Fraction(0)
    words = re.split(r"[\s-]+", text.lower().strip())
    seen = False
    for place, word in enumerate(words):
        word = (
            word
            if word in _SCALES or word in _PARTS
            else word.removesuffix("s")
            if word.removesuffix("s") in _SCALES
            else word
        )
        if word in ("a", "an", "and"):
            continue
        if word in _VALUES:
            current += _VALUES[word]
        elif word in _SCALES:
            current = (current if seen else Fraction(1)) * _SCALES[word]
            if _SCALES[word] >= 1000:
                total, current = total + current, Fraction(0)
        elif word in _PARTS and place == len(words) - 1:
            current = (current if seen else Fraction(1)) * _PARTS[word]
        else:
            return None
        seen = True
    return total + current if seen else None
