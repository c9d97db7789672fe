"""Arithmetic as worked solutions write it, evaluated exactly and within bounds."""

import re
from fractions import Fraction
from typing import Final

from reward_runtime.answers.numbers.notation import LONGEST, decimal

__all__ = ["value_of"]

MAX_DEPTH: Final = 8
"""Brackets within brackets."""
_TOKEN: Final = re.compile(
    r" *(?:(?P<mixed>\d+ \d+/\d+)|(?P<number>\d[\d,]*(?:\.\d+)?|\.\d+)(?P<percent>%?)|(?P<sign>[-+*/()x\u00d7\u00f7]))"
)


def value_of(text: str) -> Fraction | None:
    """Return the value of ``+ - * / x`` and brackets over numbers; ``None`` for anything else or too much of it."""
    if len(text) > LONGEST:
        return None
    tokens: list[Fraction | str] = []
    at = 0
    text = text.rstrip()
    while at < len(text):
        token = _TOKEN.match(text, at)
        value = None if token is None else _token(token)
        if token is None or value is None:
            return None
        tokens.append(value)
        at = token.end()
    return _Reader(tokens).all()


def _token(token: re.Match[str]) -> Fraction | str | None:
    """A number, with its proper fraction or percent sign, or a sign; ``None`` for digits that are not a number."""
    if token["sign"]:
        return token["sign"]
    if token["mixed"]:
        whole, above, below = map(int, re.findall(r"\d+", token["mixed"]))
        return whole + Fraction(above, below) if 0 < above < below else None
    number = decimal(token["number"])
    return number / 100 if number is not None and token["percent"] else number


class _Reader:
    """Recursive descent; every method returns ``None`` once the tokens are not arithmetic."""

    def __init__(self, tokens: list[Fraction | str]) -> None:
        self.tokens = tokens[::-1]

    def all(self) -> Fraction | None:
        value = self.sum(0)
        return None if self.tokens else value

    def takes(self, signs: str) -> str:
        top = self.tokens[-1] if self.tokens else ""
        if isinstance(top, str) and top and top in signs:
            self.tokens.pop()
            return top
        return ""

    def sum(self, depth: int) -> Fraction | None:
        value = self.product(depth)
        while value is not None and (sign := self.takes("+-")):
            other = self.product(depth)
            value = None if other is None else value + other if sign == "+" else value - other
        return value

    def product(self, depth: int) -> Fraction | None:
        value = self.factor(depth)
        while value is not None and (sign := self.takes("*x\u00d7/\u00f7")):
            other = self.factor(depth)
            if other is None or (sign in "/\u00f7" and not other):
                return None
            value = value / other if sign in "/\u00f7" else value * other
        return value

    def factor(self, depth: int) -> Fraction | None:
        negative = self.takes("-")
        if self.takes("("):
            value = self.sum(depth + 1) if depth < MAX_DEPTH else None
            value = value if self.takes(")") else None
        else:
            top = self.tokens.pop() if self.tokens else ""
            value = None if isinstance(top, str) else top
        return -value if negative and value is not None else value
