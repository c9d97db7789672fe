"""The functions of one row: their arguments, their results and their SQL."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rft.insights.language.query_error import Position, QueryError
from rft.insights.sql.values import Kind, SqlValue, number, text, time

Convert = Callable[[SqlValue, Position], str]
"""Turns an argument into SQL. Raises ``QueryError`` if it has the wrong kind."""


@dataclass(frozen=True)
class Signature:
    """One way to call a function."""

    yields: Kind
    sql: str
    """Template: ``{0}``, ``{1}`` ... are the arguments, and ``{all}`` is all of them with commas between."""
    takes: tuple[Convert, ...]
    further: bool = False
    """True if more arguments of the last one's kind may follow."""

    def fits(self, count: int) -> bool:
        """Return True if it takes that many arguments."""
        return count == len(self.takes) or (self.further and count > len(self.takes))

    def apply(self, arguments: Sequence[tuple[SqlValue, Position]]) -> SqlValue:
        """Return the call with these arguments; their number must fit."""
        takes = [*self.takes, *[self.takes[-1]] * (len(arguments) - len(self.takes))]
        parts = [take(*argument) for take, argument in zip(takes, arguments, strict=True)]
        return SqlValue(self.sql.format(*parts, all=", ".join(parts)), self.yields)


def _signature(yields: Kind, sql: str, *takes: Convert, further: bool = False) -> Signature:
    return Signature(yields, sql, takes, further)


FUNCTIONS: Final[Mapping[str, tuple[Signature, ...]]] = {
    "abs": (_signature(Kind.NUMBER, "abs({0})", number),),
    "ceil": (_signature(Kind.NUMBER, "ceil({0})", number),),
    "floor": (_signature(Kind.NUMBER, "floor({0})", number),),
    "greatest": (_signature(Kind.NUMBER, "greatest({all})", number, further=True),),
    "least": (_signature(Kind.NUMBER, "least({all})", number, further=True),),
    "log": (_signature(Kind.NUMBER, "logarithm({0})", number),),
    "sqrt": (_signature(Kind.NUMBER, "root({0})", number),),
    "frommillis": (_signature(Kind.TIME, "time_of({0})", number),),
    "tomillis": (_signature(Kind.NUMBER, "CAST({0} AS DOUBLE)", time),),
    "concat": (_signature(Kind.TEXT, "concat({all})", text, further=True),),
    "isblank": (_signature(Kind.NUMBER, "CAST(coalesce(trim({0}, white_space()), '') = '' AS DOUBLE)", text),),
    "isempty": (_signature(Kind.NUMBER, "CAST(coalesce({0}, '') = '' AS DOUBLE)", text),),
    "ltrim": (
        _signature(Kind.TEXT, "ltrim({0}, white_space())", text),
        _signature(Kind.TEXT, "ltrim({0}, {1})", text, text),
    ),
    "replace": (_signature(Kind.TEXT, "replace({0}, {1}, {2})", text, text, text),),
    "rtrim": (
        _signature(Kind.TEXT, "rtrim({0}, white_space())", text),
        _signature(Kind.TEXT, "rtrim({0}, {1})", text, text),
    ),
    "strcontains": (_signature(Kind.NUMBER, "CAST(coalesce(contains({0}, {1}), false) AS DOUBLE)", text, text),),
    "strlen": (_signature(Kind.NUMBER, "CAST(length({0}) AS DOUBLE)", text),),
    "substr": (
        _signature(Kind.TEXT, "part_from({0}, {1})", text, number),
        _signature(Kind.TEXT, "part_of({0}, {1}, {2})", text, number, number),
    ),
    "tolower": (_signature(Kind.TEXT, "lower({0})", text),),
    "toupper": (_signature(Kind.TEXT, "upper({0})", text),),
    "trim": (
        _signature(Kind.TEXT, "trim({0}, white_space())", text),
        _signature(Kind.TEXT, "trim({0}, {1})", text, text),
    ),
}
"""Function -> the ways to call it. Functions that take a field or a period are in ``row_expressions``."""


def apply(function: str, arguments: Sequence[tuple[SqlValue, Position]], at: Position) -> SqlValue:
    """Call one of ``FUNCTIONS``. Raises ``QueryError`` if the number or kind of arguments is wrong."""
    signatures = FUNCTIONS[function]
    for each in signatures:
        if each.fits(len(arguments)):
            return each.apply(arguments)
    takes = " or ".join(f"{len(each.takes)}{' or more' if each.further else ''}" for each in signatures)
    raise QueryError(at, f"{function}: got {len(arguments)} arguments, expected {takes}")
