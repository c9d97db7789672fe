"""The functions of one row: what each takes and yields, and its SQL."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rft.insights.language.query_error import Position, QueryError
from rft.insights.sql.values import Kind, SqlValue, number, text, time

Convert = Callable[[SqlValue, Position], str]
"""How an argument is read; ``QueryError`` where it cannot be."""


@dataclass(frozen=True)
class Form:
    """One way to call a function."""

    yields: Kind
    sql: str
    """Template: ``{0}``, ``{1}`` ... are the arguments, ``{all}`` all of them with commas between."""
    takes: tuple[Convert, ...]
    further: bool = False
    """Whether more arguments like the last may follow."""

    def fits(self, count: int) -> bool:
        """Whether it takes that many arguments."""
        return count == len(self.takes) or (self.further and count > len(self.takes))

    def apply(self, arguments: Sequence[tuple[SqlValue, Position]]) -> SqlValue:
        """The call with these arguments, of which there must be as many as fit."""
        takes = [*self.takes, *[self.takes[-1]] * (len(arguments) - len(self.takes))]
        parts = [take(*argument) for take, argument in zip(takes, arguments, strict=True)]
        return SqlValue(self.sql.format(*parts, all=", ".join(parts)), self.yields)


def _form(yields: Kind, sql: str, *takes: Convert, further: bool = False) -> Form:
    return Form(yields, sql, takes, further)


FUNCTIONS: Final[Mapping[str, tuple[Form, ...]]] = {
    "abs": (_form(Kind.NUMBER, "abs({0})", number),),
    "ceil": (_form(Kind.NUMBER, "ceil({0})", number),),
    "floor": (_form(Kind.NUMBER, "floor({0})", number),),
    "greatest": (_form(Kind.NUMBER, "greatest({all})", number, further=True),),
    "least": (_form(Kind.NUMBER, "least({all})", number, further=True),),
    "log": (_form(Kind.NUMBER, "logarithm({0})", number),),
    "sqrt": (_form(Kind.NUMBER, "root({0})", number),),
    "frommillis": (_form(Kind.TIME, "time_of({0})", number),),
    "tomillis": (_form(Kind.NUMBER, "CAST({0} AS DOUBLE)", time),),
    "concat": (_form(Kind.TEXT, "concat({all})", text, further=True),),
    "isblank": (_form(Kind.NUMBER, "CAST(coalesce(trim({0}, white_space()), '') = '' AS DOUBLE)", text),),
    "isempty": (_form(Kind.NUMBER, "CAST(coalesce({0}, '') = '' AS DOUBLE)", text),),
    "ltrim": (_form(Kind.TEXT, "ltrim({0}, white_space())", text), _form(Kind.TEXT, "ltrim({0}, {1})", text, text)),
    "replace": (_form(Kind.TEXT, "replace({0}, {1}, {2})", text, text, text),),
    "rtrim": (_form(Kind.TEXT, "rtrim({0}, white_space())", text), _form(Kind.TEXT, "rtrim({0}, {1})", text, text)),
    "strcontains": (_form(Kind.NUMBER, "CAST(coalesce(contains({0}, {1}), false) AS DOUBLE)", text, text),),
    "strlen": (_form(Kind.NUMBER, "CAST(length({0}) AS DOUBLE)", text),),
    "substr": (
        _form(Kind.TEXT, "part_from({0}, {1})", text, number),
        _form(Kind.TEXT, "part_of({0}, {1}, {2})", text, number, number),
    ),
    "tolower": (_form(Kind.TEXT, "lower({0})", text),),
    "toupper": (_form(Kind.TEXT, "upper({0})", text),),
    "trim": (_form(Kind.TEXT, "trim({0}, white_space())", text), _form(Kind.TEXT, "trim({0}, {1})", text, text)),
}
"""Function -> the ways to call it. Those that take a field or a period rather than a value are in ``expressions``."""


def apply(function: str, arguments: Sequence[tuple[SqlValue, Position]], at: Position) -> SqlValue:
    """One of ``FUNCTIONS`` called; ``QueryError`` for a wrong number or kind of arguments."""
    forms = FUNCTIONS[function]
    for form in forms:
        if form.fits(len(arguments)):
            return form.apply(arguments)
    takes = " or ".join(f"{len(form.takes)}{' or more' if form.further else ''}" for form in forms)
    raise QueryError(at, f"{function}: got {len(arguments)} arguments, expected {takes}")
