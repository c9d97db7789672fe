"""Compiles comparisons: as numbers if both sides are numbers, else as texts; times only with times.

A comparison with a missing value is false, with any operator. So a comparison is always true or false, and ``not``
reverses it.
"""

from rft.insights.language.query_error import Position, QueryError
from rft.insights.sql.values import Kind, SqlValue, number, text, time


def compared(operator: str, left: SqlValue, right: SqlValue, at: Position) -> SqlValue:
    """Return ``left operator right`` as a condition; ``operator`` is one of = != < <= > >=.

    Raises:
        QueryError: only one side is a time.
    """
    sign = "<>" if operator == "!=" else operator
    left, right = _numbered(left, at), _numbered(right, at)
    if Kind.TIME in (left.kind, right.kind):
        return _holds(f"{time(left, at)} {sign} {time(right, at)}")
    if Kind.NUMBER in (left.kind, right.kind):
        return _as_numbers(sign, left, right, at)
    as_texts = f"{text(left, at)} {sign} {text(right, at)}"
    if Kind.TEXT in (left.kind, right.kind):
        return _holds(as_texts)
    return _holds(f"coalesce({number(left, at)} {sign} {number(right, at)}, {as_texts})")


def _numbered(side: SqlValue, at: Position) -> SqlValue:
    """Return a condition as the number 1 or 0, and any other value unchanged."""
    return SqlValue(number(side, at), Kind.NUMBER) if side.kind is Kind.CONDITION else side


def _as_numbers(sign: str, left: SqlValue, right: SqlValue, at: Position) -> SqlValue:
    test = f"{number(left, at)} {sign} {number(right, at)}"
    if sign != "<>":
        return _holds(test)
    # A text that is not a number differs from every number.
    return _holds(f"coalesce({test}, {left.sql} IS NOT NULL AND {right.sql} IS NOT NULL)")


def member(operand: SqlValue, members: list[SqlValue], negated: bool, at: Position) -> SqlValue:
    """Return ``operand in [...]``, or ``not in``, as a condition."""
    tests = [compared("!=" if negated else "=", operand, each, at).sql for each in members]
    return SqlValue(f"({(' AND ' if negated else ' OR ').join(tests)})", Kind.CONDITION)


def matched(operand: SqlValue, pattern: str, *, regex: bool, negated: bool, at: Position) -> SqlValue:
    """Return ``operand like pattern``, or ``not like``, as a condition. ``pattern`` is a placeholder."""
    if operand.kind is Kind.CONDITION:
        raise QueryError(at, "got a condition, expected a text")
    test = f"{'regexp_matches' if regex else 'contains'}({text(operand, at)}, {pattern})"
    return _holds(f"NOT {test}" if negated else test)


def _holds(test: str) -> SqlValue:
    return SqlValue(f"coalesce({test}, false)", Kind.CONDITION)
