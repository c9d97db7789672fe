"""Metric maths -> its tree. Reads the part of CloudWatch's language that alarms here use; everything else is an error.

Source: CloudWatch User Guide, Using metric math, "Metric math syntax and functions". The guide gives no order of the
operators. The usual order is taken here, and alarms here use brackets so that nothing depends on it.
"""

import re
from collections.abc import Callable
from typing import Final, NoReturn

from compiler.alarms.expression.tree import Binary, Call, Id, Minus, Node, Number

__all__ = ["REPEAT", "ExpressionError", "parse"]

REPEAT: Final = Id("REPEAT")
"""Second argument of ``FILL``: the value before the gap."""
_ARGUMENTS: Final = {"ABS": (1, 1), "DIFF": (1, 1), "FILL": (2, 2), "IF": (2, 3)}
"""Function -> fewest and most arguments."""
_REFUSED: Final = {
    "ANOMALY_DETECTION_BAND": "its model learns for up to two weeks, longer than a job lasts",
    "METRICS": "an alarm here names its metrics",
    "SEARCH": "an alarm watches one series",
    **dict.fromkeys(
        ("AVG", "DATAPOINT_COUNT", "MAX", "MIN", "REMOVE_EMPTY", "RUNNING_SUM", "STDDEV", "SUM"),
        "its result depends on how many datapoints CloudWatch fetches for an alarm",
    ),
}
"""Functions of CloudWatch that an alarm must not use, or should not by the guide's advice; each with the reason."""
_LEVELS: Final = (("OR", "||"), ("AND", "&&"), ("==", "!=", "<=", ">=", "<", ">"), ("+", "-"), ("*", "/"))
"""Binary operators, the loosest first."""
_SAME: Final = {"||": "OR", "&&": "AND"}
_TOKEN: Final = re.compile(r"\s*(\d+(?:\.\d+)?(?!\w)|[A-Za-z]\w*|\|\||&&|==|!=|<=|>=|[-+*/^<>(),])", re.ASCII)
_DEEPEST: Final = 40


class ExpressionError(ValueError):
    """An alarm here may not use the expression; the message names the column and the reason."""


def parse(text: str) -> Node:
    """Return the tree of ``text``.

    Raises:
        ExpressionError: it does not follow the grammar, or calls a function that an alarm must not.
    """
    parser = _Parser(text)
    tree = parser.level(0)
    if parser.word:
        parser.fail("an operator or the end")
    return tree


class _Parser:
    """A position in the text; ``word`` is the next word, empty at the end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.word, self.start, self.end = "", 0, 0
        self.depth = 0
        self.advance()

    def advance(self) -> None:
        rest = self.text[self.end :]
        self.start = self.end + len(rest) - len(rest.lstrip())
        found = _TOKEN.match(self.text, self.end)
        if found is not None:
            self.word, self.end = found[1], found.end()
        elif self.start < len(self.text):
            self.word = self.text[self.start]
            self.fail("a number, an id, a function or an operator")
        else:
            self.word = ""

    def take(self) -> str:
        token = self.word
        self.advance()
        return token

    def expect(self, token: str) -> None:
        if self.word != token:
            self.fail(repr(token))
        self.advance()

    def fail(self, expected: str) -> NoReturn:
        got = repr(self.word) if self.word else "the end"
        raise ExpressionError(f"metric maths {self.text!r}: column {self.start + 1}: got {got}, expected {expected}")

    def nested(self, read: Callable[[], Node]) -> Node:
        if self.depth == _DEEPEST:
            self.fail(f"at most {_DEEPEST} levels of brackets and signs")
        self.depth += 1
        node = read()
        self.depth -= 1
        return node

    def level(self, number: int = 0) -> Node:
        if number == len(_LEVELS):
            return self.unary()
        left = self.level(number + 1)
        while self.word in _LEVELS[number]:
            operator = self.take()
            left = Binary(_SAME.get(operator, operator), left, self.level(number + 1))
        return left

    def unary(self) -> Node:
        if self.word == "-":
            self.advance()
            return Minus(self.nested(self.unary))
        base = self.atom()
        if self.word != "^":
            return base
        self.advance()
        return Binary("^", base, self.nested(self.unary))

    def atom(self) -> Node:
        if self.word[:1].isdigit():
            return Number(float(self.take()))
        if self.word[:1].islower():
            return Id(self.take())
        if self.word != "(":
            return self.call()
        self.advance()
        node = self.nested(self.level)
        self.expect(")")
        return node

    def call(self) -> Node:
        name = self.word
        if name in _REFUSED:
            self.fail(f"another function, because {_REFUSED[name]}")
        if name not in _ARGUMENTS:
            self.fail(f"a number, an id, '(' or one of {', '.join(_ARGUMENTS)}")
        self.advance()
        self.expect("(")
        arguments = [self.nested(self.level)]
        while self.word == ",":
            self.advance()
            arguments.append(self.nested(self.repeat_or_level if name == "FILL" else self.level))
        fewest, most = _ARGUMENTS[name]
        if not fewest <= len(arguments) <= most:
            self.fail(f"{fewest} to {most} arguments of {name}, not {len(arguments)}")
        self.expect(")")
        return Call(name, tuple(arguments))

    def repeat_or_level(self) -> Node:
        if self.word != REPEAT.name:
            return self.level()
        self.advance()
        return REPEAT
