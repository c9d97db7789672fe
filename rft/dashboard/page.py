"""Renders the page: dashboard body and log data -> one HTML file that loads nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Final

from compiler.alarms.alarm_set import AlarmSet
from compiler.alarms.deployed import deployed_alarms
from compiler.alarms.settings import AlarmSettings
from compiler.compiled import CompiledExperiment

from rft.dashboard.alarms import alarm_rows
from rft.dashboard.charts import graph, thresholds
from rft.dashboard.histogram import TITLE, Histogram, histogram
from rft.dashboard.judges import Judges, judges_of
from rft.dashboard.legend import legend
from rft.dashboard.readings import Readings, readings
from rft.dashboard.series import lines_of
from rft.dashboard.young import note_on
from rft.insights.engine import run
from rft.insights.events import LogEvent
from rft.local.stand_in import STAND_IN
from rft.page.axis import time_axis
from rft.page.figures import cell
from rft.page.template import templates

__all__ = ["Source", "page"]

_ROWS: Final = 8
_TEMPLATES: Final = templates(Path(__file__).parent)
_Widget = Mapping[str, Any]


@dataclass(frozen=True)
class Source:
    """The data of the page."""

    label: str
    """The experiment's name."""
    alarms: AlarmSet
    settings: AlarmSettings
    """The thresholds of ``alarms``."""
    events: Sequence[LogEvent]
    found: Readings
    judges: Judges

    @property
    def span(self) -> tuple[int, int]:
        """The time of the log, in milliseconds since 1970."""
        return self.found.start, self.found.start + self.found.minutes * 60_000

    @classmethod
    def of(cls, compiled: CompiledExperiment, events: Sequence[LogEvent]) -> "Source":
        """Read the events of an experiment's log group.

        Raises:
            CallError: no event holds a metric.
        """
        return cls(
            label=compiled.label,
            alarms=deployed_alarms(compiled),
            settings=compiled.experiment.alarms,
            events=events,
            found=readings(events, compiled.label),
            judges=judges_of(events),
        )


def page(body: Mapping[str, Any], source: Source) -> str:
    """Return the page's HTML."""
    minutes, rewards = source.found.minutes, histogram(source.events)
    began = datetime.fromtimestamp(source.found.start / 1000, tz=timezone.utc)
    young = note_on(minutes, rewards.samples if rewards else 0, source.settings)
    return _TEMPLATES.get_template("page.html.j2").render(
        title=f"Dashboard of {source.label}",
        subtitle=f"{minutes} {'minute' if minutes == 1 else 'minutes'} from {began:%Y-%m-%d %H:%M} UTC, out of "
        f"{len(source.events)} log events. Alarm states are computed from the log.",
        judges=source.judges,
        stand_in=STAND_IN,
        young=young,
        widgets=list(_widgets(body, source, rewards)),
    )


def _widgets(body: Mapping[str, Any], source: Source, rewards: Histogram | None) -> Iterator[_Widget]:
    """Yield the body's widgets, and the histogram beneath the first heading."""
    unheaded = True
    for widget in body["widgets"]:
        yield _filled(widget, source)
        if widget["type"] == "text" and unheaded:
            unheaded = False
            yield {"kind": "histogram", "width": 24, "title": TITLE, "rewards": rewards}


def _filled(widget: Mapping[str, Any], source: Source) -> _Widget:
    properties: Mapping[str, Any] = widget["properties"]
    filled: _Widget
    match widget["type"]:
        case "text":
            filled = _text(properties)
        case "metric":
            filled = _metric(properties, source)
        case "log":
            filled = _log(properties, source)
        case _:
            times = time_axis(*source.span)
            filled = {"alarms": alarm_rows(properties, source.alarms, source.found, times), "clock": times}
    return {"kind": widget["type"], "width": widget["width"], "title": properties.get("title", ""), **filled}


def _text(properties: Mapping[str, Any]) -> _Widget:
    title, _, reading = str(properties["markdown"]).partition("\n")
    return {"title": title.removeprefix("## "), "reading": [line.removeprefix("- ") for line in reading.splitlines()]}


def _metric(properties: Mapping[str, Any], source: Source) -> _Widget:
    lines = lines_of(properties, source.found)
    return {
        "svg": graph(lines, properties, source.span),
        "legend": legend(lines),
        "thresholds": thresholds(lines, properties),
        "absences": [] if any(line.points for line in lines) else list(dict.fromkeys(line.absence for line in lines)),
    }


def _log(properties: Mapping[str, Any], source: Source) -> _Widget:
    _, _, query = str(properties["query"]).partition(" | ")
    now = (source.found.start + source.found.minutes * 60_000) / 1000
    result = run(query, source.events, now)
    rows = [{name: cell(value) for name, value in row.items()} for row in result.rows[:_ROWS]]
    return {"columns": result.columns, "rows": rows, "found": len(result.rows)}
