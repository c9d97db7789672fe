"""`rft logs`: query the logs of an experiment in CloudWatch's own query language, here or in AWS."""

import re
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any, Final, cast

import boto3
import typer
from compiler.compile import experiment_names
from compiler.errors import alternatives
from compiler.telemetry.saved_queries import SavedQuery, saved_queries

from rft.arguments import JsonOption
from rft.failures import CallError
from rft.insights.engine import QueryResult, run
from rft.insights.events import LogEvent
from rft.local import target
from rft.local.clients import client
from rft.local.environment import ACCOUNT
from rft.local.stand_in import STAND_IN, WARNING, Judges
from rft.logs.asked import asked_query
from rft.logs.cloud import TimeRange, run_in_aws
from rft.logs.sources import file_events, target_events
from rft.output import show
from rft.records import Records, table_of
from rft.repository import chosen
from rft.steps import Steps

_ROWS_SHOWN: Final = 50
_LONG_NUMBER: Final = re.compile(r"-?\d+\.\d{6,}(e[+-]?\d+)?")
_SINCE: Final = re.compile(r"([1-9]\d{0,5})([smhd])")
_SECONDS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_IN_AWS: Final = "1h"
"""How far back a query looks in AWS by default; AWS bills by the bytes it scans."""


def logs(
    experiment: Annotated[
        str | None, typer.Argument(metavar="EXPERIMENT", help="Name of a file in experiments/.")
    ] = None,
    query: Annotated[
        str | None, typer.Argument(metavar="QUERY", help="Saved query, or a file. Default: list the saved ones.")
    ] = None,
    local: Annotated[Path | None, typer.Option("--local", metavar="FILE", help="Query a file of log lines.")] = None,
    on_target: Annotated[bool, typer.Option("--target", help="Query the local AWS target. The default.")] = False,
    in_aws: Annotated[
        bool, typer.Option("--aws", help="Query CloudWatch in your account, which bills by bytes.")
    ] = False,
    since: Annotated[
        str | None, typer.Option(help="How far back to look: 30m, 1h, 7d. Default: all, in AWS 1h.")
    ] = None,
    param: Annotated[list[str] | None, typer.Option(help="Parameter of the query: name=value.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Run a saved query, or one of your own, over an experiment's logs."""
    if query is None:
        _list_saved(as_json)
        return
    if experiment not in experiment_names():
        raise CallError(f"experiment: got {experiment!r}; {alternatives(str(experiment), experiment_names())}")
    asked, now = asked_query(query), time.time()
    text = asked.filled(_parameters(param or []))
    start = now - _seconds(since or _IN_AWS) if since or in_aws else 0
    if [local is not None, on_target, in_aws].count(True) > 1:
        raise CallError(
            "logs: got several sources, expected one of --local FILE, --target and --aws; without any, --target"
        )
    if in_aws:
        _show(asked, _ask_aws(experiment, text, TimeRange(int(start), int(now))), as_json, judges=None)
        return
    judges = Judges(file_events(local) if local else _events_of_target(experiment, start))
    result = run(text, (event for event in judges if event.timestamp >= start * 1000), now)
    _show(asked, result, as_json, judges)


def _list_saved(as_json: bool) -> None:
    saved = saved_queries().values()
    rows = [[each.name, " ".join([each.question, *_told(each)])] for each in saved]
    table = table_of(["query", "the question that it answers, and its parameters"], rows)
    hint = "Ask one with `rft logs EXPERIMENT QUERY`. `?` is a value that you must give."
    show({"queries": {each.name: each.question for each in saved}}, as_json, table, hint)


def _told(query: SavedQuery) -> list[str]:
    return [f"--param {each.name}={each.default or '?'}" for each in query.parameters]


def _parameters(given: Sequence[str]) -> dict[str, str]:
    for each in given:
        if "=" not in each:
            raise CallError(f"--param: got {each!r}, expected name=value")
    return {name: value for name, _, value in (each.partition("=") for each in given)}


def _seconds(since: str) -> int:
    found = _SINCE.fullmatch(since)
    if found is None:
        raise CallError(f"--since: got {since!r}, expected a number of s, m, h or d, such as 30m")
    return int(found[1]) * _SECONDS[found[2]]


def _events_of_target(experiment: str, start: float) -> Iterable[LogEvent]:
    compiled = chosen(experiment)
    try:
        running = target.running()
    except CallError as error:
        raise CallError(f"{error}, or query --local FILE, or your account with --aws") from None
    logs_client = client(running, "logs", compiled.experiment.region)
    with Steps().step(f"read {compiled.log_group_name}"):
        return list(target_events(logs_client, compiled.log_group_name, ACCOUNT, int(start * 1000)))


def _ask_aws(experiment: str, text: str, within: TimeRange) -> QueryResult:
    compiled = chosen(experiment)
    logs_client = cast("Any", boto3).client("logs", region_name=compiled.experiment.region)
    with Steps().step(f"ask CloudWatch in {compiled.experiment.region}"):
        return run_in_aws(logs_client, compiled.log_group_name, text, within)


def _show(asked: SavedQuery, result: QueryResult, as_json: bool, judges: Judges | None) -> None:
    """Print a result. ``judges`` has seen its events; None if they are of an account, which has no stand-in."""
    rows = [{name: _short(value) for name, value in row.items()} for row in result.rows[:_ROWS_SHOWN]]
    notes = [f"{len(result.rows)} {'row' if len(result.rows) == 1 else 'rows'} of {result.scanned} events"]
    if len(result.rows) > _ROWS_SHOWN:
        notes.append(f"the first {_ROWS_SHOWN} are shown; --json gives all")
    # Many queries name fields that only some lines have, so name an absent field only if the result shows it.
    absent = [name for name in result.absent if not result.rows or name in result.columns]
    if absent:
        notes.append(f"no event has: {', '.join(absent)}")
    stood_in = judges is not None and judges.stood_in
    found = {"query": asked.name, "question": asked.question, "columns": result.columns, "rows": result.rows}
    show(
        {**found, "scanned": result.scanned, "absent": result.absent, **({"judge": STAND_IN} if stood_in else {})},
        as_json,
        asked.question,
        Records(result.columns, rows),
        "; ".join(notes),
        *([WARNING] if stood_in else []),
    )


def _short(value: str) -> str:
    return f"{float(value):.6g}" if _LONG_NUMBER.fullmatch(value) else value
