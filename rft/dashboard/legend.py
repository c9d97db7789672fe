"""``Entry``: the legend of a graph's lines, which tells apart lines that cover one another."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rft.dashboard.series import ChartLine
from rft.page.figures import figure

__all__ = ["Entry", "legend"]

_COLOURS: Final = 6
"""Colours of the page's style."""
_OFTEN: Final = 0.2
"""Share of common points from which one line may hide another."""


@dataclass(frozen=True)
class Entry:
    """One line in the legend."""

    label: str
    classes: str
    """Of the style: the line's colour, and whether it is dashed."""
    latest: str
    """The value of the last period; empty if there is none."""
    note: str
    """Why the line is not seen: it has no points, or another line covers it. Empty if it is seen."""


def legend(lines: Sequence[ChartLine]) -> list[Entry]:
    """Return an entry for each line. A line that often covers an earlier one is dashed, so that both are seen."""
    return [_entry(line, at, lines[:at]) for at, line in enumerate(lines)]


def _entry(line: ChartLine, at: int, before: Sequence[ChartLine]) -> Entry:
    colour = f"c{at % _COLOURS}"
    if not line.points:
        return Entry(line.label, colour, "", line.absence)
    covered = [(_shared(line, other), other.label) for other in before if other.on_right == line.on_right]
    most, label = max(covered, default=(0.0, ""))
    latest = figure(line.points[-1][1])
    dashed = f"{colour} dashed" if most >= _OFTEN else colour
    return Entry(line.label, dashed, latest, f"equal to {label}" if most == 1 else "")


def _shared(line: ChartLine, other: ChartLine) -> float:
    """Return the share of the line's points that are the other's too."""
    return len(set(line.points) & set(other.points)) / len(line.points)
