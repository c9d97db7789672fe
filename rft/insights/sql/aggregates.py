"""Compiles the expressions of ``stats``: aggregate functions, and arithmetic with their results."""

from typing import Final

from rft.insights.language import syntax
from rft.insights.language.query_error import Position, QueryError
from rft.insights.sql.functions import FUNCTIONS
from rft.insights.sql.row_expressions import RowExpressions, unknown_function
from rft.insights.sql.values import Kind, SqlValue, number, order, shown

_NUMERIC: Final = {"avg": "finite(avg({}))", "stddev": "finite(stddev_pop({}))", "sum": "finite(sum({}))"}
_BY_TIME: Final = {"earliest": "ASC", "latest": "DESC"}
_BY_VALUE: Final = {"sortsfirst": "ASC", "sortslast": "DESC"}
AGGREGATES: Final = ("count", "count_distinct", "max", "min", "pct", *_NUMERIC, *_BY_TIME, *_BY_VALUE)
"""Every aggregate function."""


class Aggregates(RowExpressions):
    """Compiles the aggregates of ``stats``. A field may stand only inside an aggregate function."""

    def __init__(self, rows: RowExpressions) -> None:
        """Take the compiler for the arguments of aggregate functions, which are expressions of one row."""
        super().__init__(rows.scope, rows.parameters, rows.now_seconds)
        self._rows = rows
        self.aliases: dict[str, SqlValue] = {}
        """Results of this command that have a name by now."""

    def field(self, named: syntax.Field) -> SqlValue:
        """Return the result with that alias.

        Raise ``QueryError`` for a field, because a group has many rows and the field could be that of any of them.
        """
        if named.name in self.aliases:
            return self.aliases[named.name]
        raise QueryError(named.at, f"got {named.name!r}, expected it inside an aggregate function, or after by")

    def call(self, call: syntax.Call) -> SqlValue:
        """Compile an aggregate function, or a function of the results of such functions."""
        if call.function in AGGREGATES:
            return self._aggregate(call)
        if call.function not in FUNCTIONS:
            raise unknown_function(call.function, call, (*FUNCTIONS, *AGGREGATES))
        return super().call(call)

    def _aggregate(self, call: syntax.Call) -> SqlValue:
        if call.function == "count" and (call.star or not call.arguments):
            return _counted("*")
        wanted = 2 if call.function == "pct" else 1
        if call.star or len(call.arguments) != wanted:
            got = "*" if call.star else f"{len(call.arguments)} arguments"
            raise QueryError(call.at, f"{call.function}: got {got}, expected {wanted}")
        value, at = self._rows.value(call.arguments[0]), call.arguments[0].at
        match call.function:
            case "count":
                return _counted(shown(value, at))
            case "count_distinct":
                return _counted(f"DISTINCT {shown(value, at)}")
            case "min" | "max" as name:
                return _extreme(name, value, at)
            case "pct":
                return _percentile(value, at, call.arguments[1])
            case name if name in _NUMERIC:
                return SqlValue(_NUMERIC[name].format(number(value, at)), Kind.NUMBER)
            case name if name in _BY_VALUE:
                return _first(value, at, [f"{term} {_BY_VALUE[name]}" for term in order(value)])
            case name:
                return self._by_time(name, value, at, call.at)

    def _by_time(self, name: str, value: SqlValue, at: Position, call_at: Position) -> SqlValue:
        if self.scope.closed:
            raise QueryError(call_at, f"{name}: it needs the time of events, which an earlier stats dropped")
        return _first(value, at, [f"event_time {_BY_TIME[name]}", f"event_number {_BY_TIME[name]}"])


def _counted(what: str) -> SqlValue:
    return SqlValue(f"CAST(count({what}) AS DOUBLE)", Kind.NUMBER)


def _extreme(name: str, value: SqlValue, at: Position) -> SqlValue:
    if value.kind in (Kind.NUMBER, Kind.TIME):
        return SqlValue(f"{name}({value.sql})", value.kind)
    of_numbers = f"as_text({name}({number(value, at)}))"
    return SqlValue(f"coalesce({of_numbers}, arg_{name}({value.sql}, natural_order({value.sql})))", Kind.FIELD)


def _percentile(value: SqlValue, at: Position, percent: syntax.Expression) -> SqlValue:
    if not isinstance(percent, syntax.Number) or not 0 <= percent.value <= 100:
        raise QueryError(percent.at, "pct: expected a number from 0 to 100 as the second argument")
    return SqlValue(f"quantile_cont({number(value, at)}, {percent.value / 100!r})", Kind.NUMBER)


def _first(value: SqlValue, at: Position, terms: list[str]) -> SqlValue:
    return SqlValue(
        f"first({value.sql} ORDER BY {', '.join(terms)}) FILTER (WHERE {value.sql} IS NOT NULL)", value.kind
    )
