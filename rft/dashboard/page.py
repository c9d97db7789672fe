"""Renders the page: dashboard body and log data -> one HTML file that loads nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from compiler.alarms.alarm_set import AlarmSet
from compiler.alarms.simulator.state import State
from compiler.alarms.simulator.timeline import simulate
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from rft.dashboard.charts import COLOURS, Span, graph
from rft.dashboard.readings import Readings
from rft.dashboard.series import lines_of
from rft.insights.engine import run
from rft.insights.events import LogEvent

__all__ = ["Source", "page"]

_ROWS: Final = 8
_TEMPLATE: Final = Path(__file__).with_name("page.html.j2")


@dataclass(frozen=True)
class Source:
    """The data of the page."""

    label: str
    """The experiment's name."""
    alarms: AlarmSet
    events: Sequence[LogEvent]
    found: Readings


def page(body: Mapping[str, Any], source: Source) -> str:
    """Return the page's HTML."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    template = environment.from_string(_TEMPLATE.read_text(encoding="utf-8"))
    start, minutes = source.found.start, source.found.minutes
    began = datetime.fromtimestamp(start / 1000, tz=timezone.utc)
    return template.render(
        title=f"Dashboard of {source.label}",
        subtitle=f"{minutes} minutes from {began:%Y-%m-%d %H:%M} UTC, out of {len(source.events)} log events; alarm "
        "states are simulated.",
        widgets=[_filled(each, source) for each in body["widgets"]],
    )


def _filled(widget: Mapping[str, Any], source: Source) -> Mapping[str, Any]:
    properties: Mapping[str, Any] = widget["properties"]
    filled = {"text": _text, "metric": _metric, "log": _log, "alarm": _alarm}[widget["type"]](properties, source)
    return {"kind": widget["type"], "width": widget["width"], "title": properties.get("title", ""), **filled}


def _text(properties: Mapping[str, Any], _source: Source) -> Mapping[str, Any]:
    title, _, reading = str(properties["markdown"]).partition("\n")
    return {"title": title.removeprefix("## "), "reading": reading}


def _metric(properties: Mapping[str, Any], source: Source) -> Mapping[str, Any]:
    lines = lines_of(properties, source.found)
    begin, end = source.found.start, source.found.start + source.found.minutes * 60_000
    # A period that has not ended yet is drawn at its end too.
    end = max([end, *(at for line in lines for at, _ in line.points)])
    legend = [(line.label, COLOURS[at % len(COLOURS)], not line.points) for at, line in enumerate(lines)]
    return {"svg": graph(lines, properties, Span(begin, end)), "legend": legend}


def _log(properties: Mapping[str, Any], source: Source) -> Mapping[str, Any]:
    _, _, query = str(properties["query"]).partition(" | ")
    now = (source.found.start + source.found.minutes * 60_000) / 1000
    result = run(query, source.events, now)
    return {"columns": result.columns, "rows": result.rows[:_ROWS]}


def _alarm(properties: Mapping[str, Any], source: Source) -> Mapping[str, Any]:
    timeline = simulate(source.alarms, source.found.recording, source.found.minutes)
    names = [str(arn).rpartition(":")[2] for arn in properties["alarms"]]
    shown = [
        {"name": name, "state": timeline.states[name][-1].value, "strip": _strip(timeline.states[name])}
        for name in names
    ]
    return {"alarms": shown}


def _strip(states: Sequence[State]) -> Markup:
    bars = Markup("").join(
        Markup('<rect class="{}" x="{}" width="{}" height="1"/>').format(state.value, at, width)
        for state, at, width in _stretches(states)
    )
    return Markup('<svg class="strip" viewBox="0 0 {} 1" preserveAspectRatio="none">{}</svg>').format(len(states), bars)


def _stretches(states: Iterable[State]) -> Iterator[tuple[State, int, int]]:
    at = 0
    for state, each in groupby(states):
        width = sum(1 for _ in each)
        yield state, at, width
        at += width
