"""The value of one number token."""

from fractions import Fraction
from typing import Final

from reward_runtime.answers.expressions.failures import TooComplex, Unreadable

__all__ = ["written_number"]

GREATEST_POWER: Final = 1_000
"""Powers of ten in ``1.5e3``."""


def written_number(text: str) -> Fraction:
    """Return the value of digits, of ``1.5e3``, or of ``0.1(6)``, whose digits in brackets repeat."""
    if "(" in text:
        head, _, repeated = text.partition("(")
        return _repeating(head, repeated.rstrip(")"))
    mantissa, _, power = text.lower().partition("e")
    if power and abs(int(power)) > GREATEST_POWER:
        raise TooComplex
    return Fraction(mantissa) * Fraction(10) ** int(power or 0)


def _repeating(head: str, repeated: str) -> Fraction:
    whole, _, places = head.partition(".")
    if not repeated.isdigit():
        raise Unreadable
    shift = 10 ** len(places)
    return Fraction(int(whole + places or 0), shift) + Fraction(int(repeated), shift * (10 ** len(repeated) - 1))
