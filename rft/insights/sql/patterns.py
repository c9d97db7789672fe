"""Compiles regular expressions and globs to the syntax of RE2, whose time is linear in the text for any pattern."""

import re
from dataclasses import dataclass
from typing import Final

import duckdb

from rft.insights.language.commands import Parse
from rft.insights.language.query_error import Position, QueryError
from rft.insights.language.syntax import Pattern
from rft.insights.sql.database import cursor

_PARTS: Final = re.compile(
    r"\\.|\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\]|\(\?P?<(?P<name>[A-Za-z_]\w*)>|\(\?|(?P<plain>\()|.", re.DOTALL
)
"""An escape, a character class, the start of a group, or any other character."""
_PUNCTUATION: Final = re.compile(r"([!-/:-@\[-`{-~])")


@dataclass(frozen=True)
class RegexGroups:
    """A regular expression and its capturing groups."""

    regex: str
    """In RE2's syntax."""
    names: tuple[str | None, ...]
    """Name of each capturing group, in order; None if a group has no name."""


def checked_regex(pattern: Pattern) -> RegexGroups:
    """Return the expression in RE2's syntax, with its groups.

    Raises:
        QueryError: RE2 does not accept it, for example because of a back-reference or look-around.
    """
    names: list[str | None] = []
    written: list[str] = []
    for part in _PARTS.finditer(pattern.value):
        name = part["name"]
        if name or part["plain"]:
            names.append(name)
        written.append(f"(?P<{name}>" if name else part[0])
    regex = "".join(written)
    _check(regex, pattern.at)
    return RegexGroups(regex, tuple(names))


def parse_groups(parse: Parse) -> RegexGroups:
    """Return the groups that a ``parse`` captures.

    Raises:
        QueryError: a glob has more or fewer ``*`` than names, or a regular expression has no named group.
    """
    if isinstance(parse.pattern, Pattern):
        groups = checked_regex(parse.pattern)
        if not any(groups.names):
            raise QueryError(parse.pattern.at, "parse: expected a named group, such as (?<code>[0-9]+)")
        return groups
    glob, names = parse.pattern.value, [named.name for named in parse.names]
    if glob.count("*") != len(names):
        got = f"got {glob.count('*')} * and {len(names)} names"
        raise QueryError(parse.pattern.at, f"parse: {got}, expected a name for each *")
    return RegexGroups(_glob_regex(glob), tuple(names))


def _glob_regex(glob: str) -> str:
    """Return a regex in which each ``*`` takes as little text as possible. A ``*`` at the end takes all the rest."""
    head, *rest = (_PUNCTUATION.sub(r"\\\1", literal) for literal in glob.split("*"))
    ends = len(rest) - 1
    groups = ["(.*)" if at == ends and not literal else f"(.*?){literal}" for at, literal in enumerate(rest)]
    return f"(?s){head}{''.join(groups)}"


def _check(regex: str, at: Position) -> None:
    with cursor() as connection:
        try:
            connection.execute("SELECT regexp_matches('', $1)", [regex])
        except duckdb.Error as error:
            said = str(error).rpartition("Error: ")[2]
            raise QueryError(at, f"got /{regex}/, expected a regular expression in RE2's syntax: {said}") from None
