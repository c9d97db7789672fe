"""Tokens of one expression -> its tree, by recursive descent. Factors side by side are a product."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from reward_runtime.answers.expressions.failures import TooComplex, Unreadable
from reward_runtime.answers.expressions.notation.calls import CONSTANTS, DECORATIONS, FENCES, SYMBOLS, called
from reward_runtime.answers.expressions.notation.cursor import END, Cursor
from reward_runtime.answers.expressions.notation.digits import written_number
from reward_runtime.answers.expressions.notation.nodes import (
    Call,
    Constant,
    Difference,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
)
from reward_runtime.answers.expressions.notation.synonyms import FUNCTIONS
from reward_runtime.answers.expressions.notation.tokens import Token

__all__ = ["read"]

LONGEST_PRODUCT: Final = 3
"""Letters side by side; a longer run is a word, unless it is a part of the alphabet."""
_ZERO: Final = Number(Fraction(0))
_HALF_TURN: Final = Quotient(Constant("pi"), Number(Fraction(180)))
_CLOSING: Final = {"(": ")", "[": "]", "{": "}"}
_ATOMS: Final = frozenset({"frac", "sqrt", "binom", *DECORATIONS, *FENCES, *CONSTANTS})


def read(tokens: Sequence[Token]) -> Node:
    """Return the tree; ``Unreadable`` if the tokens are not an expression, ``TooComplex`` if it is too deep."""
    reader = _Reader([each for token in tokens for each in _letters(token)])
    node = reader.group()
    if reader.next is not END:
        raise Unreadable
    return node


def _letters(token: Token) -> list[Token]:
    """Letters side by side as one variable each; a longer run is a word, and no product."""
    run = token.text
    if token.kind not in ("letters", "words") or len(run) < 2:
        return [token]
    if not run.isalpha() or (len(run) > LONGEST_PRODUCT and run not in "abcdefgh" and run not in "stuvwxyz"):
        raise Unreadable
    return [Token("letters", letter, token.blank and not place) for place, letter in enumerate(run)]


class _Reader(Cursor):
    """Each method reads one kind of part and leaves the place after it."""

    def __init__(self, tokens: list[Token]) -> None:
        super().__init__(tokens)
        self.angles = 0
        self.bars = 0

    def group(self) -> Node:
        r"""A sum, or two that one of TeX's commands between them joins: ``{1 \over 2}``, ``{5 \choose 2}``."""
        node = self.sum()
        if self.takes("over"):
            return Quotient(node, self.sum())
        return Call("binom", (node, self.sum())) if self.takes("choose") else node

    def sum(self) -> Node:
        node = self.product()
        while self.next.kind == "sign" and self.next.text in ("+", "-"):
            plus = self.takes("+")
            self.at += not plus
            other = self.product()
            node = Sum(node, other) if plus else Difference(node, other)
        return node

    def product(self) -> Node:
        node = self.signed()
        while True:
            if self.takes("*", "times", "cdot"):
                node = Product(node, self.signed())
            elif self.takes("/", "div"):
                node = Quotient(node, self.signed())
            elif self.starts_factor():
                node = Product(node, self.power())
            else:
                return node

    def signed(self) -> Node:
        if not self.takes("-"):
            return self.signed() if self.takes("+") else self.power()
        self.enter()
        node = Difference(_ZERO, self.signed())
        self.depth -= 1
        return node

    def starts_factor(self) -> bool:
        """Whether a factor without a sign follows; a number only after a bracket or ``!``, so that no digits join."""
        following = self.next
        if following.kind == "number":
            return self.tokens[self.at - 1].text in (")", "}", "]", "|", "!")
        if following.kind == "sign":
            return following.text in ("(", "[", "{") or (following.text == "|" and not self.bars)
        if following.kind == "command":
            return following.text in SYMBOLS or following.text in FUNCTIONS or following.text in _ATOMS
        return following.kind in ("letters", "roman")

    def power(self) -> Node:
        node = self.atom()
        while self.takes("!"):
            if self.next.text == "!":
                raise TooComplex
            node = Call("factorial", (node,))
        while self.degree():
            node = Product(node, _HALF_TURN) if self.angles else node
        return Power(node, self.exponent()) if self.takes("^") else node

    def exponent(self) -> Node:
        self.enter()
        if self.takes("-"):
            node: Node = Difference(_ZERO, self.exponent())
        else:
            self.takes("+")
            node = self.atom()
            node = Power(node, self.exponent()) if self.takes("^") else node
        self.depth -= 1
        return node

    def atom(self) -> Node:
        self.enter()
        token = self.next
        self.at += 1
        if token.kind == "number":
            node = self.mixed(token)
        elif token.kind in ("letters", "roman"):
            node = self.letter(token)
        elif token.kind == "command":
            node = self.command(token.text)
        elif token.kind == "sign" and token.text in _CLOSING:
            node = self.group() if token.text == "{" else self.sum()
            self.needs(_CLOSING[token.text])
        elif token.kind == "sign" and token.text == "|":
            node = self.absolute()
        else:
            raise Unreadable
        self.depth -= 1
        return node

    def absolute(self) -> Node:
        self.bars += 1
        node = self.sum()
        self.needs("|")
        self.bars -= 1
        return Call("abs", (node,))

    def mixed(self, token: Token) -> Node:
        """A number; with a proper fraction behind it, their sum."""
        whole = written_number(token.text)
        ahead = self.tokens[self.at : self.at + 7]
        texts = [each.text for each in ahead]
        if len(ahead) > 1 and texts[0] == "frac" and ahead[1].kind == "number" and len(texts[1]) == 2:
            above, below, length = texts[1][0], texts[1][1], 2
        elif len(ahead) == 7 and texts[0] == "frac" and texts[1] == texts[4] == "{" and texts[3] == texts[6] == "}":
            above, below, length = texts[2], texts[5], 7
        elif len(ahead) > 2 and ahead[0].kind == "number" and ahead[0].blank and texts[1] == "/":
            above, below, length = texts[0], texts[2], 3
        else:
            return Number(whole)
        if not (token.text.isdigit() and above.isdigit() and below.isdigit() and 0 < int(above) < int(below)):
            return Number(whole)
        self.at += length
        return Number(whole + Fraction(int(above), int(below)))

    def letter(self, token: Token) -> Node:
        """A variable with its subscript and primes; ``f``, ``g`` and ``h`` before a bracket are functions."""
        name = token.text
        if self.takes("_"):
            name += f"_{self.subscript()}"
        while self.takes("'"):
            name += "'"
        if token.text in ("f", "g", "h") and self.next.text == "(" and not self.next.blank:
            return Call(f"{name}()", (self.atom(),))
        return Constant(name) if name in CONSTANTS else Symbol(name)

    def command(self, name: str) -> Node:
        if name in ("frac", "binom"):
            above, below = self.argument(), self.argument()
            return Quotient(above, below) if name == "frac" else Call("binom", (above, below))
        if name == "sqrt":
            return self.root()
        if name in FENCES:
            node = self.sum()
            self.needs(FENCES[name])
            return Call(name[1:], (node,))
        if name in FUNCTIONS:
            return self.function(name)
        if name in DECORATIONS:
            return Symbol(f"{name} {self.subscript()}")
        if name in CONSTANTS:
            return Constant(name)
        if name not in SYMBOLS:
            raise Unreadable
        return Symbol(f"{name}_{self.subscript()}") if self.takes("_") else Symbol(name)

    def argument(self) -> Node:
        r"""A group, or one sign: of the number in ``\frac12`` its first digit alone."""
        token = self.next
        if token.kind != "number" or not token.text.isdigit():
            return self.atom()
        rest = [Token("number", token.text[1:])] if token.text[1:] else []
        self.tokens[self.at : self.at + 1] = [Token("number", token.text[0]), *rest]
        self.at += 1
        return Number(Fraction(token.text[0]))

    def root(self) -> Node:
        index: Node = Number(Fraction(2))
        if self.takes("["):
            index = self.sum()
            self.needs("]")
        return Call("root", (self.atom(), index))

    def function(self, name: str) -> Node:
        exponent = base = None
        for _ in range(2):
            if self.next.text == "^" and not self.degree():
                self.at += 1
                exponent = self.exponent()
            elif self.takes("_"):
                base = self.atom()
        self.angles += 1
        self.enter()
        argument = self.operand()
        self.depth -= 1
        self.angles -= 1
        return called(name, argument, exponent, base)

    def operand(self) -> Node:
        r"""A bracket, or factors side by side up to the next function: ``\sin 2\pi x``."""
        if self.takes("-"):
            return Difference(_ZERO, self.operand())
        bracket = self.next.text in ("(", "[", "{")
        node = self.atom() if bracket else self.power()
        while not bracket and self.starts_factor() and self.next.text not in FUNCTIONS and self.next.text != "(":
            node = Product(node, self.power())
        while self.degree():
            node = Product(node, _HALF_TURN)
        return node
