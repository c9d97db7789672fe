"""Draws lines as a graph in inline SVG, with axes and thresholds. It contains no script and loads nothing."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any, Final

from markupsafe import Markup, escape

from rft.dashboard.series import ChartLine

__all__ = ["COLOURS", "Span", "graph"]

COLOURS: Final = ("#1f77b4", "#ff7f0e", "#2ca02c", "#9467bd", "#8c564b", "#17becf")
_RED: Final = "#d13212"
_WIDTH, _HEIGHT = 460, 190
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 52, 8, 22
_STEPS: Final = 4


@dataclass(frozen=True)
class Span:
    """The range of an axis; ``high`` is above ``low``."""

    low: float
    high: float

    def share(self, value: float) -> float:
        """Return the value's position: 0 at the low end, 1 at the high end."""
        return (value - self.low) / (self.high - self.low)


def graph(lines: Sequence[ChartLine], properties: Mapping[str, Any], times: Span) -> Markup:
    """Return the graph of a metric widget. A line without points appears only in the legend.

    Args:
        lines: the lines to draw.
        properties: those of the widget, for its axes and thresholds.
        times: milliseconds since 1970.
    """
    marks: Sequence[Mapping[str, Any]] = properties.get("annotations", {}).get("horizontal", [])
    axes: Mapping[str, Mapping[str, float]] = properties.get("yAxis", {})
    left = _span([line for line in lines if not line.on_right], axes.get("left", {}), [mark["value"] for mark in marks])
    right = _span([line for line in lines if line.on_right], axes.get("right", {}), [])
    parts = [_grid(left, times)]
    if any(line.on_right for line in lines):
        parts.append(_scale(right, _WIDTH - _RIGHT + 5, "start"))
    parts += [_mark(mark, left) for mark in marks if left.low <= mark["value"] <= left.high]
    parts += [
        _polyline(line, right if line.on_right else left, times, COLOURS[at % len(COLOURS)])
        for at, line in enumerate(lines)
    ]
    body = Markup("").join(parts)
    return Markup('<svg viewBox="0 0 {} {}" role="img">{}</svg>').format(_WIDTH, _HEIGHT, body)


def _span(lines: Sequence[ChartLine], axis: Mapping[str, float], marked: Sequence[float]) -> Span:
    values = [value for line in lines for _, value in line.points]
    if "min" in axis and "max" in axis:
        return Span(axis["min"], axis["max"])
    low, high = min([0.0, *values]), max([0.0, *values])
    # A threshold far above the lines would flatten them, so it is left out.
    high = max([high, *(each for each in marked if each <= 3 * high)])
    return Span(low, high + (high - low) * 0.05 or 1.0)


def _x(at: float, times: Span) -> float:
    return round(_LEFT + times.share(at) * (_WIDTH - _LEFT - _RIGHT), 1)


def _y(value: float, span: Span) -> float:
    return round(_HEIGHT - _BOTTOM - span.share(value) * (_HEIGHT - _TOP - _BOTTOM), 1)


def _grid(span: Span, times: Span) -> Markup:
    rules = [
        Markup('<line class="rule" x1="{}" x2="{}" y1="{}" y2="{}"/>').format(_LEFT, _WIDTH - _RIGHT, y, y)
        for y in (_y(span.low + step * (span.high - span.low) / _STEPS, span) for step in range(_STEPS + 1))
    ]
    return Markup("").join([*rules, _scale(span, _LEFT - 5, "end"), *_clock(times)])


def _clock(times: Span) -> list[Markup]:
    moments = [times.low + step * (times.high - times.low) / _STEPS for step in range(_STEPS + 1)]
    return [
        Markup('<text x="{}" y="{}" text-anchor="middle">{}</text>').format(
            _x(at, times), _HEIGHT - 6, datetime.fromtimestamp(at / 1000, tz=timezone.utc).strftime("%H:%M")
        )
        for at in moments
    ]


def _scale(span: Span, x: float, anchor: str) -> Markup:
    values = [span.low + step * (span.high - span.low) / _STEPS for step in range(_STEPS + 1)]
    return Markup("").join(
        Markup('<text x="{}" y="{}" text-anchor="{}">{}</text>').format(x, _y(each, span) + 3, anchor, _short(each))
        for each in values
    )


def _short(value: float) -> str:
    for size, letter in ((1e6, "M"), (1e3, "k")):
        if abs(value) >= size:
            return f"{value / size:.3g}{letter}"
    return f"{value:.3g}"


def _mark(mark: Mapping[str, Any], span: Span) -> Markup:
    y = _y(float(mark["value"]), span)
    line = Markup('<line stroke="{}" stroke-dasharray="4 3" x1="{}" x2="{}" y1="{}" y2="{}"/>')
    text = Markup('<text class="mark" x="{}" y="{}" text-anchor="end">{}</text>')
    label_y = y - 3 if y > _TOP + 12 else y + 10
    drawn = line.format(_RED, _LEFT, _WIDTH - _RIGHT, y, y)
    return drawn + text.format(_WIDTH - _RIGHT - 2, label_y, escape(mark.get("label", "")))


def _polyline(line: ChartLine, span: Span, times: Span, colour: str) -> Markup:
    """Draw the line, with gaps for missing periods. A single period between gaps is a dot."""
    gap = 1.5 * min((after - at for (at, _), (after, _) in zip(line.points, line.points[1:], strict=False)), default=0)
    runs: list[list[tuple[int, float]]] = []
    for at, value in line.points:
        if not runs or at - runs[-1][-1][0] > gap:
            runs.append([])
        runs[-1].append((at, min(max(value, span.low), span.high) if math.isfinite(value) else span.high))
    drawn: list[Markup] = []
    for run in runs:
        places = [(_x(at, times), _y(value, span)) for at, value in run]
        if len(places) == 1:
            drawn.append(Markup('<circle r="2" fill="{}" cx="{}" cy="{}"/>').format(colour, *places[0]))
        else:
            joined = " ".join(f"{x},{y}" for x, y in places)
            drawn.append(Markup('<polyline fill="none" stroke="{}" points="{}"/>').format(colour, joined))
    return Markup("").join(drawn)
