"""Draws stacked bars over an axis of numbers."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from markupsafe import Markup

from rft.page.axis import Axis, number_axis
from rft.page.figures import figure
from rft.page.plot import SIZE, Hit, plot

__all__ = ["bar_at", "bars"]

_FREE: Final = 0.1
"""Share of a bar's width that stays free on each side."""
_BAR: Final = Markup('<rect class="bar {}" x="{}" width="{}" y="{}" height="{}"/>')
Stack = Mapping[str, int]
"""Name of a part -> its count, from the bottom up."""


def bar_at(axis: Axis, value: float, count: int) -> int:
    """Return the number of the bar, of ``count`` equal ones, that a value belongs to."""
    # A value of 0.15 belongs above the edge 0.15, although 0.15 / 0.05 is below 3.
    return min(count - 1, int(axis.share(value) * count + 1e-9))


def bars(name: str, axis: Axis, stacks: Sequence[Stack], colours: Mapping[str, str]) -> Markup:
    """Return the graph's HTML.

    Args:
        name: name for people who hear the page, and of the values.
        axis: the values, from the first bar's left edge to the last one's right.
        stacks: one for each bar.
        colours: class of the style for each part.
    """
    total = sum(sum(stack.values()) for stack in stacks)
    heights = number_axis(0, max([1, *(sum(stack.values()) for stack in stacks)]))
    width = (axis.high - axis.low) / len(stacks)
    drawn = [shape for at, stack in enumerate(stacks) for shape in _stack(stack, at, len(stacks), heights, colours)]
    hits: list[Hit] = []
    for at, stack in enumerate(stacks):
        edges = f"{figure(axis.low + at * width)} to {figure(axis.low + (at + 1) * width)}"
        hits.append(Hit(at / len(stacks), (at + 1) / len(stacks), _said(name, edges, stack, total)))
    return plot(name, axis, heights, None, drawn, hits)


def _stack(stack: Stack, at: int, count: int, heights: Axis, colours: Mapping[str, str]) -> Iterator[Markup]:
    x, width = round((at + _FREE) / count * SIZE, 1), round((1 - 2 * _FREE) / count * SIZE, 1)
    below = 0
    for part, size in stack.items():
        below += size
        if size:
            y, height = round((1 - heights.share(below)) * SIZE, 1), round(heights.share(size) * SIZE, 1)
            yield _BAR.format(colours.get(part, "c0"), x, width, y, height)


def _said(name: str, edges: str, stack: Stack, total: int) -> str:
    count = sum(stack.values())
    parts = [f"{part}: {size}" for part, size in stack.items() if size]
    share = f"{count}, {figure(100 * count / max(1, total))} %"
    return "\n".join([f"{name} {edges}", share, *(parts if len(stack) > 1 else [])])
