"""Assertions as cases: ``assert f(1, [2]) == 3`` is the call ``f(1, [2])`` and the result 3.

Read as a syntax tree and never run. Only this form is read: any other assertion would have to run beside
the program, and the program could answer for it.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from reward_runtime.errors import RowFault

__all__ = ["AssertFault", "Asserted", "asserted"]

MOST_CHARS: Final = 100_000
"""Of one text of assertions."""


class AssertFault(RowFault):
    """An assertion in another form; ``says`` tells which, and the expected form."""

    def __init__(self, code: str, line: int, got: str) -> None:
        """Take the reason code, the line in the text of assertions, and the text found there."""
        super().__init__(code)
        self.says = (
            f"line {line} of the assertions: got {got}, expected `assert f(arguments) == result` with literals alone,"
            " such as `assert add(1, 2) == 3`; write the case as {call, args, returns}, or leave it out"
        )

    def __str__(self) -> str:
        return self.says


@dataclass(frozen=True)
class Asserted:
    """One assertion."""

    call: str
    """Name of the function."""
    args: list[object]
    kwargs: dict[str, object]
    returns: object


def asserted(text: str) -> Iterator[Asserted]:
    """Yield the assertions of a text, in order. Raises ``AssertFault`` at the first statement of another form."""
    if len(text) > MOST_CHARS:
        raise AssertFault("asserts_too_long", 1, f"{len(text)} characters")
    try:
        statements = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as fault:
        raise AssertFault("asserts_do_not_parse", getattr(fault, "lineno", None) or 1, "no Python") from None
    for statement in statements:
        yield _case(statement)


def _case(statement: ast.stmt) -> Asserted:
    line = statement.lineno
    if not isinstance(statement, ast.Assert):
        raise AssertFault("not_an_assert", line, f"a statement {type(statement).__name__}")
    test = statement.test
    if not isinstance(test, ast.Compare):
        raise AssertFault("assert_no_equality", line, f"the expression {type(test).__name__}")
    if len(test.ops) != 1 or not isinstance(test.ops[0], ast.Eq):
        signs = ", ".join(type(each).__name__ for each in test.ops)
        raise AssertFault("assert_no_equality", line, f"the comparison {signs}")
    call = test.left
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
        raise AssertFault("assert_no_plain_call", line, f"the left side {type(call).__name__}")
    args = [_literal(each, line) for each in call.args]
    kwargs = {_name(each.arg, line): _literal(each.value, line) for each in call.keywords}
    return Asserted(call.func.id, args, kwargs, _literal(test.comparators[0], line))


def _name(name: str | None, line: int) -> str:
    if name is None:
        raise AssertFault("assert_no_literal", line, "arguments behind **")
    return name


def _literal(node: ast.expr, line: int) -> object:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "set" and not node.args:
        # The only way to write an empty set; ``literal_eval`` reads it, and nothing else that is called.
        return ast.literal_eval(node)
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, RecursionError, MemoryError):
        raise AssertFault("assert_no_literal", line, f"the expression {type(node).__name__}") from None
