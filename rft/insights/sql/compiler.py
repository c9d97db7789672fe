"""Compiles a query: ``commands.Query`` -> ``Plan``."""

from dataclasses import dataclass
from typing import Final

from rft.insights.language import commands
from rft.insights.language.own_aliases import refuse_own_aliases
from rft.insights.language.query_error import Position, QueryError
from rft.insights.language.syntax import Field
from rft.insights.language.system_fields import MESSAGE, TIMESTAMP
from rft.insights.sql.aggregates import Aggregates
from rft.insights.sql.patterns import parse_groups
from rft.insights.sql.row_expressions import RowExpressions
from rft.insights.sql.select_chain import SelectChain
from rft.insights.sql.values import Kind, Parameters, SqlValue, order, shown, text

DEFAULT_LIMIT: Final = 10_000
"""Largest number of rows of a query without ``limit`` (CloudWatch Logs, "limit")."""
_MOST_STATS: Final = 2
"""Largest number of ``stats`` commands in a query (CloudWatch Logs, "stats")."""


@dataclass(frozen=True)
class Plan:
    """A compiled query."""

    sql: str
    """One statement over the table ``events``. Its columns are those of the result, as text."""
    parameters: tuple[str | float, ...]
    fields: tuple[str, ...]
    """Fields of the events that it reads, without ``@timestamp``. The first one is column ``field_0``, and so on."""
    columns: tuple[str, ...]
    """Names of the result's columns."""


def compile_query(query: commands.Query, now_seconds: float) -> Plan:
    """Compile a query; ``now_seconds`` is the value of ``now()``, in seconds since 1970.

    Raises:
        QueryError: Logs Insights, or this subset of it, does not know a function, a field or the order of commands.
    """
    compiler = _Compiler(now_seconds)
    for command in query.commands:
        compiler.add(command)
    return compiler.plan()


class _Compiler:
    def __init__(self, now_seconds: float) -> None:
        self._now = now_seconds
        self._parameters = Parameters()
        self._chain = SelectChain()
        self._listed: list[str] = []
        self._parsed: list[str] = []
        self._displayed: list[str] | None = None
        self._past: list[type[commands.Command]] = []

    def add(self, command: commands.Command) -> None:
        """Compile the next command."""
        if commands.Dedup in self._past and not isinstance(command, commands.Limit):
            raise QueryError(command.at, "only limit may follow dedup")
        match command:
            case commands.Fields():
                self._listed += self._keep(command.items)
            case commands.Display():
                self._displayed = self._keep(command.items)
            case commands.Filter():
                self._chain.select("*", f"WHERE {self._rows().condition(command.condition)}")
            case commands.Stats():
                self._stats(command)
            case commands.Sort():
                self._sort(command)
            case commands.Limit():
                self._chain.select("*", f"{self._chain.order_by()} LIMIT {command.count:d}")
            case commands.Parse():
                self._parse(command)
            case commands.Dedup():
                self._dedup(command)
        self._past.append(type(command))

    def plan(self) -> Plan:
        """Return the plan for all commands so far."""
        columns = tuple(dict.fromkeys(self._columns()))
        texts = [f"{self._shown(Field(name, Position(1, 1)))} AS c{at}" for at, name in enumerate(columns)]
        limit = "" if commands.Limit in self._past else f" LIMIT {DEFAULT_LIMIT:d}"
        self._chain.select(", ".join(texts), self._chain.order_by() + limit)
        parameters, fields = self._parameters.values, self._chain.events.columns
        return Plan(self._chain.sql(), tuple(parameters), tuple(fields), columns)

    def _columns(self) -> list[str]:
        if self._displayed is not None:
            return self._displayed
        if self._chain.scope.closed:
            return [*self._listed, *self._parsed]
        return [*(self._listed or [TIMESTAMP, MESSAGE]), *self._parsed]

    def _rows(self) -> RowExpressions:
        return RowExpressions(self._chain.scope, self._parameters, self._now)

    def _field(self, named: Field) -> SqlValue:
        return self._chain.scope.value(named.name, named.at)

    def _shown(self, named: Field) -> str:
        return shown(self._field(named), named.at)

    def _keep(self, items: tuple[commands.Item, ...]) -> list[str]:
        """Make a column for each item that computes something, and return the names of all items.

        A later item of the same command may use the alias of an earlier one.
        """
        for item in items:
            value = self._rows().value(item.expression)
            if not isinstance(item.expression, Field) or item.name != item.expression.name:
                self._chain.make(item.name, value)
        return [item.name for item in items]

    def _stats(self, stats: commands.Stats) -> None:
        if self._past.count(commands.Stats) == _MOST_STATS:
            raise QueryError(stats.at, f"got {_MOST_STATS + 1} stats, expected at most {_MOST_STATS}")
        if {commands.Sort, commands.Limit} & set(self._past):
            raise QueryError(stats.at, "sort and limit must come after the last stats")
        refuse_own_aliases(stats)
        rows = self._rows()
        aggregates = Aggregates(rows)
        values = [(item, rows.value(item.expression)) for item in stats.groups]
        for item in stats.items:
            value = aggregates.value(item.expression)
            aggregates.aliases.setdefault(item.name, value)
            values.append((item, value))
        made: dict[str, SqlValue] = {}
        for item, value in values:
            if item.name in made:
                raise QueryError(item.at, f"got {item.name!r} twice, expected different names; rename one with as")
            made[item.name] = SqlValue(f"{self._chain.new_column()}_{len(made)}", value.kind)
        self._group([value for _, value in values], made, len(stats.groups))

    def _group(self, values: list[SqlValue], made: dict[str, SqlValue], groups: int) -> None:
        columns = list(made.values())
        what = ", ".join(f"{value.sql} AS {column.sql}" for value, column in zip(values, columns, strict=True))
        by = ", ".join(column.sql for column in columns[:groups])
        # If no event is left, there is no row at all, rather than a row with 0.
        self._chain.select(what, f"GROUP BY {by}" if by else "HAVING count(*) > 0")
        self._chain.scope = self._chain.scope.after_stats(made)
        self._chain.order = tuple(term for column in columns[:groups] for term in order(column))
        self._listed, self._parsed, self._displayed = list(made), [], None

    def _sort(self, sort: commands.Sort) -> None:
        keys = [
            f"{term} {'DESC NULLS LAST' if key.descending else 'ASC NULLS FIRST'}"
            for key in sort.keys
            for term in order(self._field(key.field))
        ]
        self._chain.order = (*keys, *self._chain.order)

    def _parse(self, parse: commands.Parse) -> None:
        groups = parse_groups(parse)
        source = text(self._field(parse.source), parse.source.at)
        regex, column = self._parameters.add(groups.regex), self._chain.new_column()
        numbered = ", ".join(f"'g{at}'" for at in range(len(groups.names)))
        found = f"regexp_extract({source}, {regex}, [{numbered}])"
        self._chain.select(f"*, CASE WHEN regexp_matches({source}, {regex}) THEN {found} END AS {column}")
        for at, name in enumerate(groups.names):
            if name is not None:
                self._chain.make(name, SqlValue(f"struct_extract({column}, 'g{at}')", Kind.FIELD))
                self._parsed.append(name)

    def _dedup(self, dedup: commands.Dedup) -> None:
        keys = [self._shown(named) for named in dedup.fields]
        first = f"row_number() OVER (PARTITION BY {', '.join(keys)} {self._chain.order_by()}) = 1"
        self._chain.select("*", f"QUALIFY {' OR '.join(f'{key} IS NULL' for key in keys)} OR {first}")
