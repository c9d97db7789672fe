"""A composite alarm's rule and the states of other alarms -> true or false.

Source: CloudWatch API reference, PutCompositeAlarm, ``AlarmRule``; its ``AT_LEAST`` is not read here. The reference
gives no order of the operators. Here ``NOT`` binds closest, then ``AND``, then ``OR``; rules here use brackets.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final, NoReturn

from compiler.alarms.simulator.state import State

__all__ = ["Rule", "RuleError", "parse_rule"]

Rule = Callable[[Mapping[str, State]], bool]
_TOKEN: Final = re.compile(r'\s*("[^"]+"|[()]|[^\s()"]+)')
_DEEPEST: Final = 40


class RuleError(ValueError):
    """The text is not an alarm rule; the message names the column and the reason."""


def parse_rule(text: str) -> tuple[Rule, frozenset[str]]:
    """Return the rule as a function of alarm states by name, and the names that it asks for.

    Raises:
        RuleError: the text does not follow the grammar.
    """
    parser = _Parser(text)
    rule = parser.any_of()
    if parser.word:
        parser.fail("AND, OR or the end")
    return rule, frozenset(parser.names)


class _Parser:
    """A position in the text; ``word`` is the next word, empty at the end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.names: set[str] = set()
        self.word, self.end = "", 0
        self.depth = 0
        self.advance()

    def advance(self) -> None:
        found = _TOKEN.match(self.text, self.end)
        if found is None and self.text[self.end :].strip():
            self.word = self.text[self.end :].strip()[0]
            self.fail("an alarm's name in quotes, a bracket or a word")
        self.word, self.end = ("", self.end) if found is None else (found[1], found.end())

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
        raise RuleError(f"alarm rule {self.text!r}: before column {self.end + 1}: got {got}, expected {expected}")

    def any_of(self) -> Rule:
        parts = [self.all_of()]
        while self.word == "OR":
            self.advance()
            parts.append(self.all_of())
        return lambda states: any(part(states) for part in parts)

    def all_of(self) -> Rule:
        parts = [self.one()]
        while self.word == "AND":
            self.advance()
            parts.append(self.one())
        return lambda states: all(part(states) for part in parts)

    def one(self) -> Rule:
        if self.depth == _DEEPEST:
            self.fail(f"at most {_DEEPEST} levels of brackets and NOT")
        self.depth += 1
        rule = self._one()
        self.depth -= 1
        return rule

    def _one(self) -> Rule:
        word = self.take()
        if word == "NOT":
            inner = self.one()
            return lambda states: not inner(states)
        if word == "(":
            inner = self.any_of()
            self.expect(")")
            return inner
        if word in ("TRUE", "FALSE"):
            return lambda _: word == "TRUE"
        if word not in {state.value for state in State}:
            self.word = word
            self.fail("ALARM, OK, INSUFFICIENT_DATA, NOT, TRUE, FALSE or '('")
        return self.in_state(State(word))

    def in_state(self, state: State) -> Rule:
        self.expect("(")
        if self.word in ("", "(", ")"):
            self.fail("an alarm's name")
        name = self.take().strip('"')
        self.expect(")")
        self.names.add(name)
        return lambda states: states[name] is state
