"""Draws lines as a graph, with axes, thresholds and the values of each period on hover."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from markupsafe import Markup

from rft.dashboard.legend import Entry, legend
from rft.dashboard.series import ChartLine
from rft.page.axis import Axis, moment, number_axis, time_axis
from rft.page.figures import figure
from rft.page.plot import SIZE, Hit, plot

__all__ = ["graph", "thresholds"]

_DOT: Final = Markup('<line class="dot {}" x1="{}" x2="{}" y1="{}" y2="{}"/>')
_LINE: Final = Markup('<polyline class="line {}" points="{}"/>')
_LIMIT: Final = Markup('<line class="limit" x1="0" x2="{}" y1="{}" y2="{}"/>')
_PALE: Final = 3
"""A threshold more than this many times above the lines would flatten them, so only the legend has it."""


def graph(lines: Sequence[ChartLine], properties: Mapping[str, Any], span: tuple[int, int]) -> Markup:
    """Return the graph of a metric widget. A line without points appears only in the legend.

    Args:
        lines: the lines to draw.
        properties: those of the widget, for its axes and thresholds.
        span: the least range of time that the graph shows, in milliseconds since 1970. It shows whole periods.
    """
    times = _times(lines, span)
    left = _left(lines, properties)
    on_right = [line for line in lines if line.on_right]
    right = _vertical(on_right, properties.get("yAxis", {}).get("right", {}), []) if on_right else None
    drawn = [_limit(value, left) for _, value in _marks(properties) if _is_within(value, left)]
    for line, entry in zip(lines, legend(lines), strict=True):
        drawn += _shapes(line, entry, right if right and line.on_right else left, times)
    return plot(str(properties.get("title", "")), times, left, right, drawn, _hits(lines, times))


def _times(lines: Sequence[ChartLine], span: tuple[int, int]) -> Axis:
    ends = [(at, line.period) for line in lines for at, _ in line.points]
    low = min([span[0], *(at - period for at, period in ends)])
    return time_axis(low, max([span[1], *(at for at, _ in ends)]))


def thresholds(lines: Sequence[ChartLine], properties: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Return the thresholds for the legend: label, value, and a note if the graph does not reach it."""
    left = _left(lines, properties)
    return [
        (label, figure(value), "" if _is_within(value, left) else "beyond the graph")
        for label, value in _marks(properties)
    ]


def _marks(properties: Mapping[str, Any]) -> list[tuple[str, float]]:
    marks: Sequence[Mapping[str, Any]] = properties.get("annotations", {}).get("horizontal", [])
    return [(str(mark.get("label", "")), float(mark["value"])) for mark in marks]


def _is_within(value: float, axis: Axis) -> bool:
    return axis.low <= value <= axis.high


def _left(lines: Sequence[ChartLine], properties: Mapping[str, Any]) -> Axis:
    marked = [value for _, value in _marks(properties)]
    return _vertical([line for line in lines if not line.on_right], properties.get("yAxis", {}).get("left", {}), marked)


def _vertical(lines: Sequence[ChartLine], axis: Mapping[str, float], marked: Sequence[float]) -> Axis:
    if "min" in axis and "max" in axis:
        return number_axis(axis["min"], axis["max"], fixed=True)
    values = [value for line in lines for _, value in line.points]
    low, high = min([0.0, *values]), max([0.0, *values])
    return number_axis(low, max([high, *(each for each in marked if each <= _PALE * high)]))


def _limit(value: float, axis: Axis) -> Markup:
    y = _y(value, axis)
    return _LIMIT.format(SIZE, y, y)


def _y(value: float, axis: Axis) -> float:
    return round((1 - axis.share(value)) * SIZE, 1)


def _shapes(line: ChartLine, entry: Entry, axis: Axis, times: Axis) -> Iterator[Markup]:
    """Draw the line through the middle of each period, with gaps for missing ones. One between gaps is a dot."""
    for run in _runs(line):
        places = [(round(times.share(at - line.period / 2) * SIZE, 1), _y(value, axis)) for at, value in run]
        if len(places) == 1:
            ((x, y),) = places
            yield _DOT.format(entry.classes, x, x, y, y)
        else:
            yield _LINE.format(entry.classes, " ".join(f"{x},{y}" for x, y in places))


def _runs(line: ChartLine) -> list[list[tuple[int, float]]]:
    runs: list[list[tuple[int, float]]] = []
    for at, value in line.points:
        if not runs or at - runs[-1][-1][0] > line.period:
            runs.append([])
        runs[-1].append((at, value))
    return runs


def _hits(lines: Sequence[ChartLine], times: Axis) -> Iterator[Hit]:
    """Yield a strip for each period."""
    period = min((line.period for line in lines), default=0)
    for at in sorted({at for line in lines for at, _ in line.points}):
        said = [f"{line.label}: {figure(value)}" for line in lines for when, value in line.points if when == at]
        text = "\n".join([f"{moment(at - period)} to {moment(at)} UTC", *said])
        yield Hit(times.share(at - period), times.share(at), text)
