"""The functions that an answer may name, as values of ``Numeric``."""

import hashlib
import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final

from reward_runtime.answers.expressions.evaluation.numeric import Numeric, Undefined, Value
from reward_runtime.answers.expressions.failures import TooComplex, Unreadable

__all__ = ["apply"]

MOST_ANGLE_BITS: Final = 300
"""Of an angle, whose multiples of the whole turn must be taken off."""
MOST_EXPONENT_BITS: Final = 17
MOST_FACTORIAL: Final = 1_000


def apply(numeric: Numeric, name: str, arguments: tuple[Value, ...]) -> Value:
    """Return the function's value; ``Undefined`` if it has none there, ``Unreadable`` for an unknown name."""
    if name.endswith("()"):
        return _unknown(numeric, name, arguments[0])
    known = _FUNCTIONS.get(name)
    if known is None:
        raise Unreadable
    return known(numeric, *arguments)


def _unknown(numeric: Numeric, name: str, value: Value) -> Value:
    """A function of which nothing is known: some smooth one that belongs to this name alone."""
    digest = hashlib.blake2b(name.encode(), digest_size=8).digest()
    slope = Fraction(int.from_bytes(digest, "big"), 2**64) + 1
    return _sine(numeric, numeric.float(value) * numeric.float(slope) + numeric.float(slope))


def _angle(numeric: Numeric, value: Value) -> Any:
    if numeric.magnitude(value) > MOST_ANGLE_BITS:
        raise TooComplex
    return numeric.float(value)


def _sine(numeric: Numeric, value: Value) -> Value:
    return numeric.context.sin(_angle(numeric, value)) if value else Fraction(0)


def _cosine(numeric: Numeric, value: Value) -> Value:
    return numeric.context.cos(_angle(numeric, value)) if value else Fraction(1)


def _exponential(numeric: Numeric, value: Value) -> Value:
    if numeric.magnitude(value) > MOST_EXPONENT_BITS:
        raise TooComplex
    return numeric.context.exp(numeric.float(value)) if value else Fraction(1)


def _logarithm(numeric: Numeric, value: Value) -> Value:
    if numeric.is_zero(value):
        raise Undefined
    return Fraction(0) if value == 1 else numeric.context.ln(numeric.float(value))


def _absolute(numeric: Numeric, value: Value) -> Value:
    return abs(value)


def _whole(up: bool) -> Callable[..., Value]:
    def rounded(numeric: Numeric, value: Value) -> Value:
        if isinstance(value, Fraction):
            return Fraction(math.ceil(value) if up else math.floor(value))
        if isinstance(value, numeric.context.mpc):
            raise Undefined
        nearest = numeric.context.nint(value)
        if numeric.close(value, nearest):
            return Fraction(int(nearest))
        return Fraction(int(numeric.context.ceil(value) if up else numeric.context.floor(value)))

    return rounded


def _factorial(numeric: Numeric, value: Value) -> Value:
    if isinstance(value, numeric.context.mpc):
        raise Undefined
    if abs(value) > MOST_FACTORIAL:
        raise TooComplex
    if isinstance(value, Fraction) and value.denominator == 1:
        if value < 0:
            raise Undefined
        return Fraction(math.factorial(value.numerator))
    return numeric.context.gamma(numeric.float(value) + 1)


def _binomial(numeric: Numeric, upper: Value, lower: Value) -> Value:
    whole = all(isinstance(each, Fraction) and each.denominator == 1 for each in (upper, lower))
    if whole and 0 <= lower <= upper <= MOST_FACTORIAL:
        return Fraction(math.comb(upper.numerator, lower.numerator))
    below = numeric.arithmetic("Difference", upper, lower)
    divisor = numeric.arithmetic("Product", _factorial(numeric, lower), _factorial(numeric, below))
    return numeric.quotient(_factorial(numeric, upper), divisor)


def _root(numeric: Numeric, value: Value, index: Value) -> Value:
    if not isinstance(index, Fraction) or index.denominator != 1:
        return numeric.power(value, numeric.quotient(Fraction(1), index))
    if index < 2:
        raise Unreadable
    return numeric.root(value, index.numerator)


def _named(name: str) -> Callable[..., Value]:
    def call(numeric: Numeric, value: Value) -> Value:
        if numeric.magnitude(value) > MOST_EXPONENT_BITS:
            raise TooComplex
        return getattr(numeric.context, name)(numeric.float(value))

    return call


def _over(above: Callable[..., Value], below: Callable[..., Value]) -> Callable[..., Value]:
    def call(numeric: Numeric, value: Value) -> Value:
        return numeric.quotient(above(numeric, value), below(numeric, value))

    return call


def _one(numeric: Numeric, value: Value) -> Value:
    return Fraction(1)


_FUNCTIONS: Final[Mapping[str, Callable[..., Value]]] = MappingProxyType({
    "sin": _sine, "cos": _cosine, "tan": _over(_sine, _cosine), "cot": _over(_cosine, _sine),
    "sec": _over(_one, _cosine), "csc": _over(_one, _sine), "exp": _exponential, "ln": _logarithm, "abs": _absolute,
    "floor": _whole(up=False), "ceil": _whole(up=True), "factorial": _factorial, "binom": _binomial, "root": _root,
    **{f"arc{name}": _named(f"a{name}") for name in ["sin", "cos", "tan", "sinh", "cosh", "tanh", "cot", "sec", "csc"]},
    **{name: _named(name) for name in ("sinh", "cosh", "tanh")},
})  # fmt: skip
