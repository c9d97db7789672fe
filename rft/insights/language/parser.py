"""Parses a query: text -> ``commands.Query``, or an error with its line and column."""

from functools import cache
from pathlib import Path
from typing import Any, Final, cast

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedCharacters, UnexpectedToken

from rft.insights.language.commands import Query
from rft.insights.language.query_error import Position, QueryError, listed
from rft.insights.language.tree import build

COMMANDS: Final = ("dedup", "display", "fields", "filter", "limit", "parse", "sort", "stats")
"""Every command in this subset."""
LONGEST_QUERY: Final = 10_000
"""Largest number of characters in a query (CloudWatch Logs API, ``StartQuery``)."""

_TERMINALS: Final = {
    "VBAR": "'|'",
    "COMMA": "','",
    "LPAR": "'('",
    "RPAR": "')'",
    "LSQB": "'['",
    "RSQB": "']'",
    "STAR": "'*'",
    "SLASH": "'/'",
    "PERCENT": "'%'",
    "CARET": "'^'",
    "PLUS": "'+'",
    "MINUS": "'-'",
    "MATCHES": "'=~'",
    "COMPARE": "'=' '!=' '<' '<=' '>' '>='",
    "FIELD": "a field",
    "FUNCTION": "a function",
    "STRING": "a text in quotes",
    "REGEX": "a /regular expression/",
    "NUMBER": "a number",
    "PERIOD": "a period such as 5m",
    "$END": "the end",
}


@cache
def _grammar() -> Any:  # lark's own types are partly unknown
    """Return the grammar. It is built once, because that takes longer than a query."""
    text = (Path(__file__).parent / "grammar.lark").read_text(encoding="utf-8")
    return Lark(text, start="query", parser="lalr", propagate_positions=True, maybe_placeholders=True)


def parse(text: str) -> Query:
    """Return the parsed query.

    Raises:
        QueryError: the text is not a query, or uses a command that is not in this subset.
    """
    if len(text) > LONGEST_QUERY:
        raise QueryError(Position(1, 1), f"got {len(text)} characters, expected at most {LONGEST_QUERY}")
    try:
        tree: Tree[Token] = _grammar().parse(text)
    except UnexpectedCharacters as error:
        got = f"got {text[error.pos_in_stream]!r}"
        raise _unexpected(Position(error.line, error.column), got, error.allowed or set()) from None
    except UnexpectedToken as error:
        raise _of_token(error, text) from None
    return build(tree, text)


def _of_token(error: UnexpectedToken, text: str) -> QueryError:
    token = cast("Token", cast("Any", error).token)
    if token.type == "$END":
        lines = text.split("\n")
        at = Position(len(lines), len(lines[-1]) + 1)
        return _unexpected(at, "the query ends too early", error.accepts or error.expected)
    at = Position(token.line or 1, token.column or 1)
    return _unexpected(at, f"got {str(token)!r}", error.accepts or error.expected)


def _unexpected(at: Position, got: str, expected: set[str]) -> QueryError:
    if {name.upper() for name in COMMANDS} <= expected:
        return QueryError(at, f"{got}, expected a command; known here: {listed(COMMANDS)}")
    # Leave out the terminals that lark named itself, because nobody knows those names.
    names = {_TERMINALS.get(name, f"'{name.lower()}'") for name in expected if not name.startswith("__")}
    return QueryError(at, f"{got}, expected one of: {' '.join(sorted(names))}")
