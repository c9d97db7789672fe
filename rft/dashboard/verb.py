"""`rft dashboard`: the deployed dashboard as a page, with data from log files, the local target or your account."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Final, cast

import boto3
import typer
from compiler.compiled import CompiledExperiment

from rft.arguments import ExperimentArgument, JsonOption
from rft.dashboard.body import synthesised_body
from rft.dashboard.page import Source, page
from rft.failures import CallError
from rft.insights.events import LogEvent
from rft.local import target
from rft.local.clients import client
from rft.local.environment import ACCOUNT
from rft.logs.sources import file_events, target_events
from rft.output import show
from rft.repository import chosen
from rft.steps import Steps
from rft.written_file import check_writable, write_file

__all__ = ["dashboard"]

_SUFFIXES: Final = (".json", ".jsonl", ".log", ".txt")
_HOURS: Final = 6
"""How far back a page looks in AWS; the same as the dashboard itself."""


def dashboard(
    experiment: ExperimentArgument = None,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="HTML file to write.")] = Path("dashboard.html"),
    local: Annotated[
        Path | None, typer.Option("--local", metavar="DIR", help="Read a folder of log files, or one file.")
    ] = None,
    on_target: Annotated[bool, typer.Option("--target", help="Read the local AWS target.")] = False,
    in_aws: Annotated[bool, typer.Option("--aws", help="Read the last 6 hours of your account's log group.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Draw an experiment's dashboard, with data from its log, as one HTML page."""
    if (sources := [local is not None, on_target, in_aws].count(True)) != 1:
        got = "several sources" if sources else "no source"
        raise CallError(f"dashboard: got {got} of data, expected one of --local DIR, --target and --aws")
    check_writable("--out", out)
    compiled, steps = chosen(experiment), Steps()
    with steps.step("read the log"):
        events = _of_files(local) if local else _of_group(compiled, in_aws=in_aws)
        source = Source.of(compiled, events)
    with steps.step("synthesise the dashboard"):
        body = synthesised_body(compiled)
    with steps.step("draw it"):
        html = page(body, source)
    write_file("--out", out, html)
    result = {"page": str(out), "events": len(events), "minutes": source.found.minutes}
    show(result, as_json, f"{out}: {source.found.minutes} minutes, {len(events)} log events")


def _of_files(place: Path) -> Sequence[LogEvent]:
    files = sorted(file for file in place.iterdir() if file.suffix in _SUFFIXES) if place.is_dir() else [place]
    if not files:
        raise CallError(f"--local {str(place)!r}: got no file that ends in {', '.join(_SUFFIXES)}, expected log files")
    return sorted((event for file in files for event in file_events(file)), key=lambda event: event.timestamp)


def _of_group(compiled: CompiledExperiment, *, in_aws: bool) -> Sequence[LogEvent]:
    region, group = compiled.experiment.region, compiled.log_group_name
    if in_aws:
        since = int((time.time() - _HOURS * 3600) * 1000)
        return list(target_events(cast("Any", boto3).client("logs", region_name=region), group, "", since))
    return list(target_events(client(target.running(), "logs", region), group, ACCOUNT, 0))
