"""The frame of a graph: a drawing that fills its panel, labels of one size at any width, and values on hover."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from rft.page.axis import Axis

__all__ = ["SIZE", "Hit", "plot"]

SIZE: Final = 1000
"""Width and height of the drawing. It is stretched to its panel; the labels are text beside it and keep their size."""
_FRAME: Final = Markup(
    '<div class="plot hover{}" tabindex="0" role="group" aria-label="{}">'
    '<svg viewBox="0 0 {} {}" preserveAspectRatio="none" aria-hidden="true">{}</svg>{}</div>'
)
_RULE: Final = Markup('<line class="rule" x1="0" x2="{}" y1="{}" y2="{}"/>')
_HIT: Final = Markup('<rect class="hit" x="{}" width="{}" y="0" height="{}"><title>{}</title></rect>')
_LABEL: Final = Markup('<span class="{}" style="{}:{}%">{}</span>')


@dataclass(frozen=True)
class Hit:
    """A strip of the drawing, from top to bottom, and the text that it shows on hover."""

    low: float
    high: float
    """Shares of the width."""
    text: str


def plot(name: str, x: Axis, left: Axis, right: Axis | None, drawn: Iterable[Markup], hits: Iterable[Hit]) -> Markup:
    """Return the graph's HTML.

    Args:
        name: name for people who hear the page.
        x: the horizontal axis.
        left: the vertical axis, with a rule for each tick.
        right: the second vertical axis.
        drawn: shapes in a square of ``SIZE``.
        hits: the values beneath the pointer, from left to right.
    """
    rules = [_RULE.format(SIZE, y, y) for y in (round((1 - left.share(at)) * SIZE, 1) for at, _ in left.ticks)]
    felt = [
        _HIT.format(round(each.low * SIZE, 1), round((each.high - each.low) * SIZE, 1), SIZE, each.text)
        for each in hits
    ]
    labels = [
        *_labels(left, "y", "bottom"),
        *([] if right is None else _labels(right, "y right", "bottom")),
        *_labels(x, "x", "left"),
    ]
    shapes = Markup("").join([*rules, *drawn, *felt])
    return _FRAME.format("" if right is None else " both", name, SIZE, SIZE, shapes, Markup("").join(labels))


def _labels(axis: Axis, kind: str, side: str) -> list[Markup]:
    return [_LABEL.format(kind, side, round(axis.share(at) * 100, 2), label) for at, label in axis.ticks]
