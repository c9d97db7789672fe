"""Compiles expressions of one row to SQL."""

from dataclasses import dataclass, field
from typing import Final

from rft.insights.language import syntax
from rft.insights.language.query_error import QueryError, listed
from rft.insights.language.system_fields import TIMESTAMP
from rft.insights.sql.comparisons import compared, matched, member
from rft.insights.sql.functions import FUNCTIONS, apply
from rft.insights.sql.patterns import checked_regex
from rft.insights.sql.periods import period_millis
from rft.insights.sql.scope import Scope
from rft.insights.sql.values import Kind, Parameters, SqlValue, condition, number, text, time

SPECIAL: Final = ("bin", "coalesce", "datefloor", "dateceil", "ispresent", "now")
"""Functions of a row that take a field, a period or nothing, instead of values."""

_DEEPEST: Final = 100
"""Largest depth of an expression: more than a person writes, and less than DuckDB's limit."""
_ARITHMETIC: Final = {
    "+": "finite({} + {})",
    "-": "finite({} - {})",
    "*": "finite({} * {})",
    "/": "quotient({}, {})",
    "%": "remainder({}, {})",
    "^": "power({}, {})",
}
_INSTEAD: Final = {"median": "pct(field, 50)"}
"""Replacement for a function that people expect but Logs Insights does not document."""


@dataclass
class RowExpressions:
    """Compiles the expressions of one command."""

    scope: Scope
    parameters: Parameters
    now_seconds: float
    """Value of ``now()``."""
    _depth: int = field(default=0, init=False)

    def value(self, expression: syntax.Expression) -> SqlValue:
        """Compile an expression. Raises ``QueryError`` if a part of it is not in this subset."""
        if self._depth == _DEEPEST:
            raise QueryError(expression.at, f"got more than {_DEEPEST} levels of expressions; split it up with fields")
        self._depth += 1
        found = self._value(expression)
        self._depth -= 1
        return found

    def condition(self, expression: syntax.Expression) -> str:
        """Compile an expression that must be a condition."""
        return condition(self.value(expression), expression.at)

    def number(self, expression: syntax.Expression) -> str:
        """Compile an expression that must be a number, or a field that may hold one."""
        return number(self.value(expression), expression.at)

    def field(self, named: syntax.Field) -> SqlValue:
        """Return the column of a field."""
        return self.scope.value(named.name, named.at)

    def _value(self, expression: syntax.Expression) -> SqlValue:
        match expression:
            case syntax.Text():
                return SqlValue(self.parameters.add(expression.value), Kind.TEXT)
            case syntax.Number():
                return SqlValue(self.parameters.add(expression.value), Kind.NUMBER)
            case syntax.Period():
                raise QueryError(expression.at, "got a period, which only bin, datefloor and dateceil take")
            case syntax.Field():
                return self.field(expression)
            case syntax.Call():
                return self.call(expression)
            case syntax.Arithmetic():
                sides = self.number(expression.left), self.number(expression.right)
                return SqlValue(_ARITHMETIC[expression.operator].format(*sides), Kind.NUMBER)
            case syntax.Negative():
                return SqlValue(f"(-{self.number(expression.operand)})", Kind.NUMBER)
            case _:
                return self._test(expression)

    def _test(self, test: syntax.Comparison | syntax.Match | syntax.Membership | syntax.Logic | syntax.Not) -> SqlValue:
        match test:
            case syntax.Comparison():
                return compared(test.operator, self.value(test.left), self.value(test.right), test.at)
            case syntax.Membership():
                members = [self.value(each) for each in test.members]
                return member(self.value(test.operand), members, test.negated, test.at)
            case syntax.Match():
                regex = isinstance(test.pattern, syntax.Pattern)
                pattern = (
                    checked_regex(test.pattern).regex
                    if isinstance(test.pattern, syntax.Pattern)
                    else test.pattern.value
                )
                placeholder = self.parameters.add(pattern)
                return matched(self.value(test.operand), placeholder, regex=regex, negated=test.negated, at=test.at)
            case syntax.Logic():
                parts = f" {test.operator.upper()} ".join(self.condition(each) for each in test.operands)
                return SqlValue(f"({parts})", Kind.CONDITION)
            case syntax.Not():
                return SqlValue(f"(NOT {self.condition(test.operand)})", Kind.CONDITION)

    def call(self, call: syntax.Call) -> SqlValue:
        """Compile a function of this row."""
        if call.star:
            raise QueryError(call.at, f"{call.function}: got *, which only count takes")
        match call.function:
            case "bin":
                self._count(call, 1)
                return self._rounded("time_floor", self.scope.value(TIMESTAMP, call.at), call, call.arguments[0])
            case "datefloor" | "dateceil":
                self._count(call, 2)
                macro = "time_floor" if call.function == "datefloor" else "time_ceiling"
                return self._rounded(macro, self.value(call.arguments[0]), call, call.arguments[1])
            case "now":
                self._count(call, 0)
                return SqlValue(self.parameters.add(self.now_seconds), Kind.NUMBER)
            case "ispresent":
                self._count(call, 1)
                return SqlValue(f"({self._fields(call)[0].sql} IS NOT NULL)", Kind.CONDITION)
            case "coalesce":
                return self._first(self._fields(call), call)
            case name if name in FUNCTIONS:
                return apply(name, [(self.value(each), each.at) for each in call.arguments], call.at)
            case name:
                raise unknown_function(name, call, (*FUNCTIONS, *SPECIAL))

    def _rounded(self, macro: str, moment: SqlValue, call: syntax.Call, period: syntax.Expression) -> SqlValue:
        return SqlValue(f"{macro}({time(moment, call.at)}, {period_millis(period)})", Kind.TIME)

    def _fields(self, call: syntax.Call) -> list[SqlValue]:
        for argument in call.arguments:
            if not isinstance(argument, syntax.Field):
                raise QueryError(argument.at, f"{call.function}: expected a field; name this one with fields")
        if not call.arguments:
            raise QueryError(call.at, f"{call.function}: got no arguments, expected the name of a field")
        return [self.value(argument) for argument in call.arguments]

    def _first(self, values: list[SqlValue], call: syntax.Call) -> SqlValue:
        kinds = {value.kind for value in values}
        if len(kinds) == 1:
            return SqlValue(f"coalesce({', '.join(value.sql for value in values)})", kinds.pop())
        return SqlValue(f"coalesce({', '.join(text(value, call.at) for value in values)})", Kind.FIELD)

    def _count(self, call: syntax.Call, count: int) -> None:
        if len(call.arguments) != count:
            raise QueryError(call.at, f"{call.function}: got {len(call.arguments)} arguments, expected {count}")


def unknown_function(name: str, call: syntax.Call, known: tuple[str, ...]) -> QueryError:
    """Return the error for a function that is not known at this place."""
    instead = f"; write {_INSTEAD[name]}" if name in _INSTEAD else ""
    return QueryError(call.at, f"unknown function {name!r}{instead}; known here: {listed(known)}")
