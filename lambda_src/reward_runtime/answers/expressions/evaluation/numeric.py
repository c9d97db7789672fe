"""Arithmetic of one evaluation: exact fractions as long as they last, then binary floats of many digits, then complex.

All work is bounded by the sizes of the numbers, so that a text costs the same on every machine. ``TooComplex`` is
raised before a number that would pass the bounds is made.
"""

from fractions import Fraction
from typing import Any, Final

import mpmath  # type: ignore[import-untyped] - it has no stubs

from reward_runtime.answers.expressions.failures import TooComplex

__all__ = ["Numeric", "Undefined", "Value"]

Value = Any
"""A ``Fraction``, or an ``mpf`` or ``mpc`` of mpmath, which has no types."""

MOST_EXACT_BITS: Final = 20_000
"""Bits of a numerator or denominator; larger ones become floats."""
MOST_MAGNITUDE: Final = 200_000
"""Bits before or after the point of a float."""
MOST_ROOTED_BITS: Final = 2_000
"""Bits of a number whose root may be exact."""


class Undefined(Exception):
    """The expression has no value here, such as a quotient by 0."""


class Numeric:
    """Operations at one precision; ``unreal`` tells whether any result so far was not a real number."""

    def __init__(self, bits: int) -> None:
        self.context: Any = mpmath.MPContext()
        self.context.prec = bits
        self.tiny: Any = self.context.ldexp(1, -2 * bits // 3)
        self.unreal = False

    def float(self, value: Value) -> Any:
        """Return a value as a number of mpmath."""
        if isinstance(value, Fraction):
            return self.context.mpf(value.numerator) / value.denominator
        return value

    def magnitude(self, value: Value) -> int:
        """About log2 of the absolute value; far below 0 for 0."""
        if not value:
            return -MOST_MAGNITUDE
        return int(self.context.mag(self.float(value)))

    def is_zero(self, value: Value) -> bool:
        """Say whether a value is 0 to the digits that rounding leaves."""
        return value == 0 if isinstance(value, Fraction) else abs(value) < self.tiny

    def settled(self, value: Value) -> Value:
        """Return a result, real if only rounding made it complex, once its size is within bounds."""
        if isinstance(value, Fraction):
            small = max(abs(value.numerator), value.denominator).bit_length() <= MOST_EXACT_BITS
            return value if small else self.settled(self.float(value))
        if isinstance(value, self.context.mpc):
            if abs(value.imag) <= abs(value.real) * self.tiny or abs(value.imag) < self.tiny**2:
                value = value.real
            else:
                self.unreal = True
        if not self.context.isfinite(value):
            raise Undefined
        if value and abs(int(self.context.mag(value))) > MOST_MAGNITUDE:
            raise TooComplex
        return value

    def close(self, left: Value, right: Value) -> bool:
        """Whether two values are the same; fractions exactly, floats relative to the larger one."""
        if isinstance(left, Fraction) and isinstance(right, Fraction):
            return left == right
        left, right = self.float(left), self.float(right)
        return bool(abs(left - right) <= self.tiny * max(abs(left), abs(right), self.tiny))

    def quotient(self, left: Value, right: Value) -> Value:
        """Divide; ``Undefined`` by 0."""
        if self.is_zero(right):
            raise Undefined
        if isinstance(left, Fraction) and isinstance(right, Fraction):
            return left / right
        return self.float(left) / self.float(right)

    def arithmetic(self, kind: str, left: Value, right: Value) -> Value:
        """Return a sum, difference or product, named as its node is."""
        if not (isinstance(left, Fraction) and isinstance(right, Fraction)):
            left, right = self.float(left), self.float(right)
        return left + right if kind == "Sum" else left - right if kind == "Difference" else left * right

    def power(self, base: Value, exponent: Value) -> Value:
        """Return a power, exactly if that is short; an odd root of a negative number is the real one."""
        if abs(self.magnitude(base)) * abs(self.float(exponent)) > MOST_MAGNITUDE:
            raise TooComplex
        if self.is_zero(base):
            if isinstance(exponent, Fraction) and exponent == 0:
                return Fraction(1)
            if not isinstance(exponent, self.context.mpc) and exponent > 0:
                return Fraction(0)
            raise Undefined
        if not isinstance(exponent, Fraction):
            return self.context.power(self.float(base), exponent)
        if exponent.denominator != 1:
            base, exponent = self.root(base, exponent.denominator), Fraction(exponent.numerator)
        whole = exponent.numerator
        exact = isinstance(base, Fraction) and abs(self.magnitude(base) * whole) <= MOST_EXACT_BITS
        if exact and max(abs(base.numerator), base.denominator).bit_length() * abs(whole) <= MOST_EXACT_BITS:
            return base**whole
        return self.context.power(self.float(base), whole)

    def root(self, value: Value, index: int) -> Value:
        """The real root if there is one, of a negative number too if the index is odd; else the principal one."""
        if index > MOST_ROOTED_BITS:
            raise TooComplex
        negative = not isinstance(value, self.context.mpc) and value < 0
        if negative and index % 2:
            return -self.root(-value, index)
        if isinstance(value, Fraction) and not negative:
            above, below = _exact_root(value.numerator, index), _exact_root(value.denominator, index)
            if above is not None and below is not None:
                return Fraction(above, below)
        return self.context.root(self.float(value), index)


def _exact_root(number: int, index: int) -> int | None:
    if number.bit_length() > MOST_ROOTED_BITS:
        return None
    low, high = 0, 1 << (number.bit_length() // index + 1)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if middle**index <= number else (low, middle - 1)
    return low if low**index == number else None
