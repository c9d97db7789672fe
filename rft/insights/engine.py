"""Runs a query over log events: plan and events -> ``QueryResult``."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

import duckdb

from rft.insights.discovery import beginnings
from rft.insights.events import LogEvent
from rft.insights.language.parser import parse
from rft.insights.sql.compiler import Plan, compile_query
from rft.insights.sql.database import cursor

_CHUNK: Final = 10_000
"""Number of events that DuckDB gets at once; more would take more memory and be no faster."""


@dataclass(frozen=True)
class QueryResult:
    """The result of a query, structured like CloudWatch's ``GetQueryResults``."""

    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    """Column -> value as text. A column is absent if its value is missing."""
    scanned: int
    """Number of events that were read."""
    absent: tuple[str, ...] = ()
    """Fields of the query that no event has, because of a typo, or because no such event was logged."""


def run(query: str, events: Iterable[LogEvent], now_seconds: float) -> QueryResult:
    """Run a query over events.

    Raises:
        rft.insights.language.query_error.QueryError: the query is wrong, or not in this subset.
    """
    return run_plan(compile_query(parse(query), now_seconds), events)


def run_plan(plan: Plan, events: Iterable[LogEvent]) -> QueryResult:
    """Run a compiled query over events."""
    with cursor() as connection:
        scanned, present = _load(connection, plan, events)
        found = connection.execute(plan.sql, list(plan.parameters)).fetchall()
    rows = tuple(
        {name: value for name, value in zip(plan.columns, row, strict=True) if value is not None} for row in found
    )
    return QueryResult(plan.columns, rows, scanned, tuple(name for name in plan.fields if name not in present))


def _load(connection: duckdb.DuckDBPyConnection, plan: Plan, events: Iterable[LogEvent]) -> tuple[int, set[str]]:
    columns = [f"field_{at}" for at in range(len(plan.fields))]
    declared = "".join(f", {column} VARCHAR" for column in columns)
    connection.execute(f"CREATE TEMP TABLE events (event_number BIGINT, event_time BIGINT{declared})")
    lists = ", ".join(f"unnest(${at + 3}::VARCHAR[])" for at in range(len(columns)))
    insert = f"INSERT INTO events SELECT unnest($1::BIGINT[]), unnest($2::BIGINT[]){lists and ', ' + lists}"
    wanted = beginnings(plan.fields)
    scanned, present = 0, set[str]()
    for chunk in _chunks(events):
        found = [event.values(plan.fields, wanted) for event in chunk]
        values = [[_storable(each[at]) for each in found] for at in range(len(plan.fields))]
        present |= {name for name, column in zip(plan.fields, values, strict=True) if set(column) != {None}}
        numbers = list(range(scanned, scanned + len(chunk)))
        connection.execute(insert, [numbers, [event.timestamp for event in chunk], *values])
        scanned += len(chunk)
    return scanned, present


def _chunks(events: Iterable[LogEvent]) -> Iterator[list[LogEvent]]:
    left = iter(events)
    while chunk := list(islice(left, _CHUNK)):
        yield chunk


def _storable(value: str | None) -> str | None:
    """Return the value without lone surrogates, which JSON can hold and a database cannot."""
    if value is None or value.isascii():
        return value
    return value.encode("utf-8", "replace").decode("utf-8")
