"""Texts that can mean two things, and the meaning that a reference gives them."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Final

from reward_runtime.answers.expressions.notation.nodes import Number
from reward_runtime.answers.expressions.notation.tokens import Token
from reward_runtime.answers.expressions.notation.units import quantity_before
from reward_runtime.answers.expressions.values import Either, Listed, Scalar, Value

__all__ = ["either"]

_FULL_ANGLES: Final = frozenset({90, 100, 180, 360})
"""Sums of two numbers that belong together: angles, or shares."""


def either(tokens: Sequence[Token], scalar: Callable[[Sequence[Token]], Value]) -> Either | None:
    """Return both readings of digits with plain commas, or of a number before a letter that is a unit too."""
    if len(tokens) == 1 and tokens[0].grouped and "." not in tokens[0].text:
        return _number_or_list(tokens[0].text)
    found = quantity_before(tokens)
    if found is None:
        return None
    product, number = scalar(tokens), scalar(found[0])
    if not isinstance(product, Scalar) or not isinstance(number, Scalar) or product.unit:
        return None
    return Either((product, Scalar(number.node, found[1])), (product,))


def _number_or_list(digits: str) -> Either:
    """As a reference: a number if it begins with one digit; a list if its two parts are round or make a full angle."""
    places = [len(digits) - 3 * times for times in range((len(digits) - 1) // 3, 0, -1)]
    parts = [int(digits[start:end]) for start, end in zip([0, *places], [*places, len(digits)], strict=True)]
    number: Value = Scalar(Number(Fraction(digits)))
    listed = Listed(tuple(Scalar(Number(Fraction(part))) for part in parts))
    first, *rest = parts
    both_round = first >= 10 and not first % 10 and not rest[0] % 10 and rest[0] % 100
    surely = len(parts) == 2 and rest[0] >= 100 and (both_round or sum(parts) in _FULL_ANGLES)
    if first < 10:
        return Either((number, listed), (number,))
    return Either((number, listed), (listed,) if surely else (number, listed))
