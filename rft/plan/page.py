"""The plan as one page of HTML that loads nothing: time and dollars against the number of invocations at once."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from markupsafe import Markup

from rft.money import money
from rft.page.axis import Axis, number_axis
from rft.page.plot import SIZE, Hit, plot
from rft.page.template import templates
from rft.plan.forecast import Forecast
from rft.plan.plan import LEAST_USD, Plan
from rft.plan.report import tables, words
from rft.plan.text import time_of

__all__ = ["page"]

_LINE: Final = Markup('<polyline class="line c0" points="{}"/>')
_DOT: Final = Markup('<line class="dot {}" x1="{}" x2="{}" y1="{}" y2="{}"/>')
_NOW, _FITS, _FAILS = "c1", "c0", "c4"
"""Colours of the page's style: the experiment as it is, others that work, and those that do not."""


def page(made: Plan) -> str:
    """Return the page."""
    now = made.now
    charts = [
        ("Seconds of a step, by invocations at once", _chart(made, [each.step_seconds for each in made.sweep])),
        (
            "US dollars of the run, by invocations at once",
            _chart(made, [each.dollars.total for each in made.sweep], LEAST_USD),
        ),
    ]
    return (
        templates(Path(__file__).parent)
        .get_template("plan.html.j2")
        .render(
            title=f"Plan of {now.case.experiment.name}",
            works=now.works,
            charts=charts,
            tables=tables(made),
            words=words(made),
        )
    )


def _chart(made: Plan, values: Sequence[float], least: float = 0.0) -> Markup:
    """Return the graph; its axis reaches ``least`` at least."""
    x, y = _steps(made.sweep), number_axis(0.0, max(least, *values))
    places = [(round(x.share(at) * SIZE, 1), round((1 - y.share(value)) * SIZE, 1)) for at, value in enumerate(values)]
    drawn = [_LINE.format(" ".join(f"{across},{down}" for across, down in places))]
    for (across, down), each in zip(places, made.sweep, strict=True):
        drawn.append(_DOT.format(_colour(each, made.now), across, across, down, down))
    return plot("by invocations at once", x, y, None, drawn, _hits(made.sweep, x))


def _steps(sweep: Sequence[Forecast]) -> Axis:
    """Return an axis with one step for each forecast, because the numbers double."""
    ticks = tuple((float(at), str(_at_once(each))) for at, each in enumerate(sweep))
    return Axis(-0.5, len(sweep) - 0.5, ticks)


def _colour(each: Forecast, now: Forecast) -> str:
    if not each.works:
        return _FAILS
    return _NOW if _at_once(each) == _at_once(now) else _FITS


def _hits(sweep: Sequence[Forecast], x: Axis) -> Iterator[Hit]:
    for at, each in enumerate(sweep):
        fate = "" if each.works else "\ncannot work"
        text = (
            f"{_at_once(each)} at once\na step: {time_of(each.step_seconds)}\nthe run: "
            f"{time_of(each.run_seconds)}, {money(each.dollars.total)}{fate}"
        )
        yield Hit(x.share(at - 0.5), x.share(at + 0.5), text)


def _at_once(made: Forecast) -> int:
    return made.case.experiment.job.concurrency
