"""A measured figure with the bar that it has to meet, and tables in Markdown."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """A claim, the figure measured for it, and its bar."""

    claim: str
    measured: float
    bar: float
    at_least: bool = False
    """True if the bar is the least allowed, as for a gain; otherwise it is the most allowed."""
    unit: str = "x"

    @property
    def met(self) -> bool:
        """True if the figure is on the right side of the bar."""
        return self.measured >= self.bar if self.at_least else self.measured <= self.bar

    def __str__(self) -> str:
        sign = ">=" if self.at_least else "<="
        verdict = "met" if self.met else "MISSED"
        return f"{verdict:<7}{self.claim}: {self.measured:.3g}{self.unit} (bar {sign} {self.bar:g}{self.unit})"


def table(head: tuple[str, ...], lines: Iterable[tuple[object, ...]]) -> str:
    """Return a Markdown table."""
    rows = [head, ("---",) * len(head), *lines]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in rows)
