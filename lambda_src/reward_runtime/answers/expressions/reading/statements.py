r"""Text -> ``Value``: lists and their words, relations between sides, and a side alone."""

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from typing import Final

from reward_runtime.answers.expressions.equality import equal
from reward_runtime.answers.expressions.failures import TooComplex, Unreadable
from reward_runtime.answers.expressions.notation.naming import name_of, words_of
from reward_runtime.answers.expressions.notation.nodes import Number, Product
from reward_runtime.answers.expressions.notation.reader import read
from reward_runtime.answers.expressions.notation.splitting import conjunction, split, without_braces
from reward_runtime.answers.expressions.notation.tokens import LONGEST, Token, tokens
from reward_runtime.answers.expressions.notation.units import quantity
from reward_runtime.answers.expressions.reading import brackets, relations
from reward_runtime.answers.expressions.reading.ambiguity import either
from reward_runtime.answers.expressions.reading.joining import joined
from reward_runtime.answers.expressions.values import Based, Listed, Scalar, Value, Words
from reward_runtime.answers.expressions.work import counted, spend

__all__ = ["read_answer"]

_BASED: Final = re.compile(
    r"\(?(?=[A-F.]*\d)([0-9A-F.]+)\)?_(?:\{\s*+)?(?:\\(?:text|mathrm)\s*+\{)?\s*+(\d{1,2}|[a-z]+)\s*+\}{0,2}"
)
_BASES: Final = {
    name: base
    for base, name in enumerate(
        [
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
        ],
        2,
    )
}
_JOINT: Final = re.compile(r",| and | or ")
_TRAILING: Final = frozenset(".,;:")


def read_answer(text: str) -> Value:
    """Return a text's value; ``Unreadable`` or ``TooComplex`` if there is none that can be compared."""
    if len(text) > LONGEST:
        raise TooComplex
    if based := _BASED.fullmatch(text.strip(" \t\r\n$").rstrip(".,;:$ ")):
        base = int(based.group(2)) if based.group(2).isdigit() else _BASES.get(based.group(2), 0)
        if 2 <= base <= 36:
            return Based(based.group(1).lstrip("0") or "0", base)
    with counted():
        return _statement(_undressed(tokens(text)))


def _undressed(found: Sequence[Token]) -> list[Token]:
    bare = list(found)
    while bare and bare[-1].text in _TRAILING and bare[-1].kind == "sign":
        bare.pop()
    while bare and (bare[-1].text == "\\" or (bare[0].kind == "sign" and bare[0].text in "=:")):
        bare = bare[1:] if bare[0].text in "=:" else bare[:-1]
    if bare and bare[0].text == "]":
        # ``]1, 2[``, as French schools write it.
        bare[0] = Token("sign", "(")
    if bare and bare[-1].text == "[":
        bare[-1] = Token("sign", ")")
    return without_braces(bare)


def _statement(found: Sequence[Token]) -> Value:
    spend(1 + len(found))
    bare = without_braces(found)
    if ambiguous := either(bare, _scalar):
        return ambiguous
    parts, signs = split(bare, _colon)
    if len(parts) == 2 and all(parts) and (twice := _said_twice(*parts)):
        return twice
    parts, signs = split(bare, _separates)
    if len(parts) == 1:
        return _item(bare)
    if any(conjunction(sign) for sign in signs):
        parts = [part for part in parts if part]
        if not parts:
            raise Unreadable
    words = {conjunction(sign) or "," for sign in signs}
    return joined([_item(part) for part in parts], "or" if "or" in words else "and" if "and" in words else ",")


def _colon(token: Token) -> bool:
    return token.kind == "sign" and token.text == ":"


def _said_twice(first: Sequence[Token], second: Sequence[Token]) -> Value | None:
    r"""``x < 7: (-\infty, 7)``, as one published textbook writes its answers: one set in two forms."""
    if not any(relations.relates(token) for token in first) and not words_of(first):
        return None
    values = _statement(first), _statement(second)
    return values[0] if equal(*values) else None


def _separates(token: Token) -> bool:
    return (token.kind == "sign" and token.text in ",;") or bool(conjunction(token))


def _item(found: Sequence[Token]) -> Value:
    """One of a list: first its words, then each sense of its signs for plus or minus."""
    bare = without_braces(found)
    if words := words_of(bare):
        parts = [part for part in _JOINT.split(words) if part]
        return Words(words) if len(parts) < 2 else Listed(tuple(map(Words, parts)))
    if bare[0].text in ("triangle", "angle") and (name := name_of(bare)):
        return Words(name)
    places = _doubled(bare)
    if not places:
        return _related(bare)
    if any(relations.orders(token) for token in bare):
        raise Unreadable
    return joined([_related(variant) for variant in _senses(bare, places)], ",")


def _doubled(found: Sequence[Token]) -> list[int]:
    """Places of the signs for plus or minus, except for those within a set, whose items are read one by one."""
    places: list[int] = []
    sets = 0
    for place, token in enumerate(found):
        if token.kind == "command":
            sets += (token.text == "{") - (token.text == "}")
            if token.text in ("pm", "mp") and not sets:
                places.append(place)
    return places


def _senses(found: Sequence[Token], places: Sequence[int]) -> list[list[Token]]:
    r"""Both senses together if ``\mp`` ties them or there is one sign; each sign by itself if there are two."""
    tied = len(places) == 1 or any(found[place].text == "mp" for place in places)
    if not tied and len(places) > 2:
        raise Unreadable
    choices = [[sense] * len(places) for sense in (0, 1)] if tied else list(product((0, 1), repeat=len(places)))
    variants: list[list[Token]] = []
    for choice in choices:
        variant = list(found)
        for place, sense in zip(places, choice, strict=True):
            minus = sense == (found[place].text == "pm")
            variant[place] = Token("sign", "-" if minus else "+", found[place].blank)
        variants.append(variant)
    return variants


def _related(found: Sequence[Token]) -> Value:
    parts, signs = split(found, relations.relates)
    if not signs:
        return brackets.read_side(found, _statement, _scalar)
    return relations.read_relation(parts, [sign.text for sign in signs], _statement)


def _scalar(found: Sequence[Token]) -> Value:
    """An expression with its unit; a word of scale behind it counts."""
    rest, unit, scale = quantity(found)
    node = read(rest)
    return Scalar(node if scale == 1 else Product(node, Number(Fraction(scale))), unit)
