"""Names of constants, variables and functions, and how a written function call is meant."""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from reward_runtime.answers.expressions.failures import Unreadable
from reward_runtime.answers.expressions.notation.nodes import Call, Difference, Node, Number, Power, Quotient

__all__ = ["CONSTANTS", "DECORATIONS", "FENCES", "SYMBOLS", "called"]

CONSTANTS: Final = frozenset({"e", "i", "pi", "infty"})
SYMBOLS: Final = frozenset(
    [
        "alpha",
        "beta",
        "gamma",
        "delta",
        "epsilon",
        "zeta",
        "eta",
        "theta",
        "iota",
        "kappa",
        "lambda",
        "mu",
        "nu",
        "xi",
        "omicron",
        "rho",
        "sigma",
        "tau",
        "upsilon",
        "phi",
        "chi",
        "psi",
        "omega",
        "Gamma",
        "Delta",
        "Theta",
        "Lambda",
        "Xi",
        "Pi",
        "Sigma",
        "Upsilon",
        "Phi",
        "Psi",
        "Omega",
        "ell",
        "hbar",
    ]
)
"""Commands that are variables."""
DECORATIONS: Final = frozenset(["vec", "hat", "bar", "overline", "tilde", "widehat", "overrightarrow"])
FENCES: Final[Mapping[str, str]] = MappingProxyType({"lfloor": "rfloor", "lceil": "rceil"})
_ANGLE: Final = frozenset(["sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh"])
_OTHER: Final = MappingProxyType({"asin": "arcsin", "acos": "arccos", "atan": "arctan", "log": "ln"})


def called(name: str, argument: Node, exponent: Node | None, base: Node | None) -> Node:
    r"""Return the tree of a function with its exponent: ``\sin^{-1}`` is the inverse, ``\sin^2`` a power."""
    if base is not None and name != "log":
        raise Unreadable
    if name == "lg":
        name, base = "log", Number(Fraction(10))
    inverse = exponent == Difference(Number(Fraction(0)), Number(Fraction(1)))
    if inverse and name not in _ANGLE:
        raise Unreadable
    if inverse:
        return Call(f"arc{name}", (argument,))
    node: Node = Call(_OTHER.get(name, name), (argument,))
    if base is not None:
        node = Quotient(node, Call("ln", (base,)))
    return node if exponent is None else Power(node, exponent)
