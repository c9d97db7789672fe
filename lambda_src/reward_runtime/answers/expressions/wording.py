"""Answers in words: when two are one, and which stand for a value."""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from reward_runtime.answers.expressions.evaluation.identity import same
from reward_runtime.answers.expressions.notation.nodes import Node, Number, Product, Symbol
from reward_runtime.answers.expressions.reading.intervals import infinity
from reward_runtime.answers.expressions.reading.regions import EVERYTHING
from reward_runtime.answers.expressions.values import Finite, Region, Scalar, Value

__all__ = ["is_product", "same_words", "says"]

_LABEL: Final = 3
"""Letters of a name such as ``AB``, whose case counts; words are longer, or not in capitals alone."""
_NUMBERS: Final[Mapping[str, int]] = MappingProxyType(
    {"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
)
_ALL: Final = frozenset({"all real numbers", "all reals", "all real", "any real number", "all real values"})
_NONE: Final = frozenset({"no solution", "no solutions", "empty set", "the empty set", "no real solutions"})
_ABSENT: Final = frozenset({"does not exist", "dne"})


def same_words(gold: str, answer: str) -> bool:
    """Whether two texts are the same words, regardless of case and blanks; the case of a short name counts."""
    left, right = _plain(gold), _plain(answer)
    if left != right:
        return any({gold.casefold(), answer.casefold()} <= group for group in (_ALL, _NONE, _ABSENT))
    labels = len(left) <= _LABEL and gold.isupper() != answer.isupper()
    return not labels or left in ("yes", "no", "odd")


def says(words: str, value: Value) -> bool:
    """Whether words stand for a value: ``all real numbers``, ``no solution``, ``infinity``, ``seven``."""
    text = words.casefold()
    if isinstance(value, Region):
        return text in _ALL and value.pieces == (EVERYTHING,)
    if isinstance(value, Finite):
        return text in _NONE and not value.items
    if not isinstance(value, Scalar):
        return False
    if text == "infinity":
        return infinity(value.node) == 1
    return text in _NUMBERS and value.node == Number(Fraction(_NUMBERS[text]))


def is_product(words: str, node: Node) -> bool:
    """Whether two or three small letters side by side, which may be a word, are the product that they can be too."""
    if not (words.isalpha() and words.islower() and 1 < len(words) <= _LABEL):
        return False
    product: Node = Symbol(words[0])
    for letter in words[1:]:
        product = Product(product, Symbol(letter))
    return same(product, node)


def _plain(text: str) -> str:
    words = text.casefold().split()
    return "".join(words[1:] if len(words) > 1 and words[0] in ("the", "an") else words)
