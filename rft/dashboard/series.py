"""``ChartLine``: a metric widget -> its lines, by the statistics and expressions that CloudWatch would draw."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from compiler.alarms.expression.parser import parse
from compiler.alarms.metric_stat import MetricStat
from compiler.alarms.simulator.metric_maths import Series, evaluate

from rft.dashboard.absence import NOT_IN_LOGS, of_expression, of_metric
from rft.dashboard.readings import Readings

__all__ = ["ChartLine", "lines_of"]

_SECONDS: Final = 60


@dataclass(frozen=True)
class ChartLine:
    """One line of a graph."""

    label: str
    points: tuple[tuple[int, float], ...]
    """(End of a period in milliseconds since 1970, finite value); periods without a value are left out."""
    period: int
    """Milliseconds."""
    on_right: bool = False
    """True if it belongs to the right axis."""
    absence: str = ""
    """Why it would have no points."""


def lines_of(properties: Mapping[str, Any], found: Readings) -> list[ChartLine]:
    """Return the visible lines of a widget, including lines without points."""
    period = int(properties["period"])
    metrics = [each for each in properties["metrics"] if isinstance(each[0], str)]
    drawn: list[ChartLine] = []
    for metric in metrics:
        shown: Mapping[str, Any] = metric[-1]
        if shown.get("visible", True):
            own = int(shown.get("period", period))
            series = _series(metric, found, own, _ends(found, own))
            drawn.append(_line(shown, found, own, series, of_metric(metric[0], metric[1])))
    for (shown,) in (each for each in properties["metrics"] if not isinstance(each[0], str)):
        drawn.append(_computed(shown, metrics, found, int(shown.get("period", period))))
    return drawn


def _computed(shown: Mapping[str, Any], metrics: Sequence[Sequence[Any]], found: Readings, period: int) -> ChartLine:
    """Return the line of an expression over the widget's metrics that have an id, or of a search."""
    ends = _ends(found, period)
    if str(shown["expression"]).startswith("SEARCH("):
        return _line({"label": "each function"}, found, period, (None,) * len(ends), NOT_IN_LOGS)
    known = {each[-1]["id"]: each for each in metrics if "id" in each[-1]}
    named = {id_: _series(each, found, period, ends) for id_, each in known.items()}
    absent = {id_: of_metric(each[0], each[1]) for id_, each in known.items()}
    tree = parse(shown["expression"])
    return _line(shown, found, period, evaluate(tree, named), of_expression(tree, named, absent, period))


def _ends(found: Readings, period: int) -> range:
    """Return the minutes at which periods end. Periods begin on the clock, and the last one may be incomplete."""
    width = period // _SECONDS
    first = found.start // 60_000
    return range(width - first % width, found.minutes + width, width)


def _series(metric: Sequence[Any], found: Readings, period: int, ends: range) -> Series:
    namespace, name, *named, shown = metric
    metric_dimensions = tuple(zip(named[::2], named[1::2], strict=True))
    read = MetricStat(
        namespace, name, metric_dimensions, shown.get("stat", "Average"), int(shown.get("period", period))
    )
    return found.recording.series(read, ends)


def _line(shown: Mapping[str, Any], found: Readings, period: int, series: Series, absence: str) -> ChartLine:
    times = [found.start + end * 60_000 for end in _ends(found, period)]
    points = tuple(
        (at, value) for at, value in zip(times, series, strict=True) if value is not None and math.isfinite(value)
    )
    return ChartLine(str(shown["label"]), points, period * 1000, shown.get("yAxis") == "right", absence)
