"""Comparisons: of numbers where both sides read as numbers, of texts otherwise, of times with times only.

A comparison with a missing value does not hold, whatever its sign. So each is two-valued, and ``not`` turns it round.
"""

from rft.insights.language.query_error import Position, QueryError
from rft.insights.sql.values import Kind, SqlValue, number, text, time


def compared(operator: str, left: SqlValue, right: SqlValue, at: Position) -> SqlValue:
    """``left operator right`` as a condition; ``operator`` is one of = != < <= > >=.

    Raises:
        QueryError: a side is a condition, or one is a time and the other is none.
    """
    sign = "<>" if operator == "!=" else operator
    if Kind.TIME in (left.kind, right.kind):
        return _holds(f"{time(left, at)} {sign} {time(right, at)}")
    if Kind.NUMBER in (left.kind, right.kind):
        return _as_numbers(sign, left, right, at)
    as_texts = f"{text(left, at)} {sign} {text(right, at)}"
    if Kind.TEXT in (left.kind, right.kind):
        return _holds(as_texts)
    return _holds(f"coalesce({number(left, at)} {sign} {number(right, at)}, {as_texts})")


def _as_numbers(sign: str, left: SqlValue, right: SqlValue, at: Position) -> SqlValue:
    test = f"{number(left, at)} {sign} {number(right, at)}"
    if sign != "<>":
        return _holds(test)
    # A text that is there and reads as no number is another value than any number.
    return _holds(f"coalesce({test}, {left.sql} IS NOT NULL AND {right.sql} IS NOT NULL)")


def member(operand: SqlValue, members: list[SqlValue], negated: bool, at: Position) -> SqlValue:
    """``operand in [...]``, or ``not in``."""
    tests = [compared("!=" if negated else "=", operand, each, at).sql for each in members]
    return SqlValue(f"({(' AND ' if negated else ' OR ').join(tests)})", Kind.CONDITION)


def matched(operand: SqlValue, pattern: str, *, regex: bool, negated: bool, at: Position) -> SqlValue:
    """``operand like pattern``, or ``not like``; ``pattern`` is a placeholder."""
    if operand.kind is Kind.CONDITION:
        raise QueryError(at, "got a condition, expected a text")
    test = f"{'regexp_matches' if regex else 'contains'}({text(operand, at)}, {pattern})"
    return _holds(f"NOT {test}" if negated else test)


def _holds(test: str) -> SqlValue:
    return SqlValue(f"coalesce({test}, false)", Kind.CONDITION)
