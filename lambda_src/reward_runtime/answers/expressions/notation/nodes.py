"""The tree of one expression, as it was written; nothing in it is computed."""

from dataclasses import dataclass
from fractions import Fraction

__all__ = ["Call", "Constant", "Difference", "Node", "Number", "Power", "Product", "Quotient", "Sum", "Symbol"]


@dataclass(frozen=True)
class Number:
    """A number written in digits."""

    value: Fraction


@dataclass(frozen=True)
class Constant:
    """``e``, ``i``, ``pi`` or ``infty``."""

    name: str


@dataclass(frozen=True)
class Symbol:
    """A variable with its subscript."""

    name: str


@dataclass(frozen=True)
class Sum:
    """Two terms."""

    left: "Node"
    right: "Node"


@dataclass(frozen=True)
class Difference:
    """A term less another; the left one is 0 for a sign."""

    left: "Node"
    right: "Node"


@dataclass(frozen=True)
class Product:
    """Two factors."""

    left: "Node"
    right: "Node"


@dataclass(frozen=True)
class Quotient:
    """A fraction."""

    left: "Node"
    right: "Node"


@dataclass(frozen=True)
class Power:
    """A base and its exponent."""

    left: "Node"
    right: "Node"


@dataclass(frozen=True)
class Call:
    """A named function of one or two arguments, such as ``sin``, ``root`` or ``binom``."""

    name: str
    arguments: tuple["Node", ...]


Node = Number | Constant | Symbol | Sum | Difference | Product | Quotient | Power | Call
