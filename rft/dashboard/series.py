"""``ChartLine``: a metric widget -> its lines, by the statistics and expressions that CloudWatch would draw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from compiler.alarms.expression.parser import parse
from compiler.alarms.metric_stat import MetricStat
from compiler.alarms.simulator.metric_maths import Series, evaluate

from rft.dashboard.readings import Readings

__all__ = ["ChartLine", "lines_of"]

_SECONDS = 60


@dataclass(frozen=True)
class ChartLine:
    """One line of a graph."""

    label: str
    points: tuple[tuple[int, float], ...]
    """(End of a period in milliseconds since 1970, value); periods without a value are left out."""
    on_right: bool = False
    """True if it belongs to the right axis."""


def lines_of(properties: Mapping[str, Any], found: Readings) -> list[ChartLine]:
    """Return the visible lines of a widget, including lines without points."""
    period = int(properties["period"])
    metrics = [each for each in properties["metrics"] if isinstance(each[0], str)]
    drawn: list[ChartLine] = []
    for metric in metrics:
        shown: Mapping[str, Any] = metric[4]
        if shown.get("visible", True):
            ends = _ends(found, int(shown.get("period", period)))
            drawn.append(_line(shown, found, ends, _series(metric, found, period, ends)))
    for (shown,) in (each for each in properties["metrics"] if not isinstance(each[0], str)):
        own = int(shown.get("period", period))
        ends = _ends(found, own)
        named = {each[4]["id"]: _series(each, found, own, ends) for each in metrics if "id" in each[4]}
        drawn.append(_line(shown, found, ends, evaluate(parse(shown["expression"]), named)))
    return drawn


def _ends(found: Readings, period: int) -> range:
    """Return the minutes at which periods end. Periods begin on the clock, and the last one may be incomplete."""
    width = period // _SECONDS
    first = found.start // 60_000
    return range(width - first % width, found.minutes + width, width)


def _series(metric: Sequence[Any], found: Readings, period: int, ends: range) -> Series:
    namespace, name, metric_dimension, value, shown = metric
    metric_dimensions = ((metric_dimension, value),)
    read = MetricStat(
        namespace, name, metric_dimensions, shown.get("stat", "Average"), int(shown.get("period", period))
    )
    return found.recording.series(read, ends)


def _line(shown: Mapping[str, Any], found: Readings, ends: range, series: Series) -> ChartLine:
    times = [found.start + end * 60_000 for end in ends]
    points = tuple((at, value) for at, value in zip(times, series, strict=True) if value is not None)
    return ChartLine(str(shown["label"]), points, shown.get("yAxis") == "right")
