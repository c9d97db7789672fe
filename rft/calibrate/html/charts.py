"""The charts of a calibration."""

import math
from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from rft.calibrate.measure import Figures
from rft.calibrate.run import Calibrated
from rft.calibrate.statistics.resample import Estimate
from rft.calibrate.verdict import order_bar, shown
from rft.page.axis import Axis, number_axis
from rft.page.bars import bars
from rft.page.figures import figure
from rft.page.plot import SIZE, Hit, plot

__all__ = ["intervals", "levels", "reliability"]

_LINE: Final = Markup('<polyline class="line {}" points="{}"/>')
_DOT: Final = Markup('<line class="dot {}" x1="{}" x2="{}" y1="{}" y2="{}"/>')
_LIMIT: Final = Markup('<line class="limit" x1="{}" x2="{}" y1="0" y2="{}"/>')
_COLOURS: Final = 6


def intervals(found: Sequence[Calibrated], dimension: str) -> Markup:
    """Return each judge's rank correlation with people, with its interval, one below the other, and the bar."""
    axis = number_axis(-0.4, 1.0, fixed=True)
    rows = [each.dimensions[dimension].figures for each in found]
    drawn, hits = list[Markup](), list[Hit]()
    for at, (each, own) in enumerate(zip(found, rows, strict=True)):
        y = round((at + 0.5) / len(rows) * SIZE, 1)
        if own.spearman.known:
            drawn += _interval(own.spearman, axis, y, f"c{at % _COLOURS}")
        hits.append(Hit(at / len(rows), (at + 1) / len(rows), f"{each.candidate.name}: Spearman {shown(own.spearman)}"))
    marks = [order_bar(rows[0]), *([rows[0].ceiling.value] if rows[0].ceiling.known else [])]
    drawn += [_LIMIT.format(_x(mark, axis), _x(mark, axis), SIZE) for mark in marks]
    names = tuple(((len(rows) - at - 0.5) / len(rows), "") for at in range(len(rows)))
    return plot("Rank correlation with people", axis, Axis(0, 1, names), None, drawn, hits)


def reliability(own: Figures, colour: str) -> Markup:
    """Return the share of good responses in each bin of scores; a calibrated judge lies on the diagonal."""
    axis = number_axis(0, 1, fixed=True)
    places = [(_x(each.score, axis), round((1 - each.good) * SIZE, 1)) for each in own.bins]
    drawn = [
        _LINE.format("dashed c3", f"0,{SIZE} {SIZE},0"),
        _LINE.format(colour, " ".join(f"{x},{y}" for x, y in places)),
        *(_DOT.format(colour, x, x, y, y) for x, y in places),
    ]
    edges = [0.0, *((one.score + other.score) / 2 for one, other in zip(own.bins, own.bins[1:], strict=False)), 1.0]
    hits = [
        Hit(low, high, f"mean score {figure(each.score)}\n{figure(100 * each.good)} % good\n{each.count} responses")
        for each, low, high in zip(own.bins, edges, edges[1:], strict=False)
    ]
    return plot("Share that people find good, by score", axis, axis, None, drawn, hits)


def levels(own: Figures) -> Markup:
    """Return how often each level was given."""
    count = max(own.levels, 2)
    half = 0.5 / (count - 1)
    stacks = [{"responses": 0} for _ in range(count)]
    for score, given in own.used.items():
        stacks[min(count - 1, math.floor(score * (count - 1) + 0.5))]["responses"] += given
    axis = number_axis(0, 1, fixed=True)
    return bars("score", Axis(-half, 1 + half, axis.ticks), stacks, {"responses": "c0"})


def _interval(own: Estimate, axis: Axis, y: float, colour: str) -> list[Markup]:
    low, at, high = (_x(each, axis) for each in (own.low, own.value, own.high))
    return [_LINE.format(colour, f"{low},{y} {high},{y}"), _DOT.format(colour, at, at, y, y)]


def _x(value: float, axis: Axis) -> float:
    return round(axis.share(value) * SIZE, 1)
