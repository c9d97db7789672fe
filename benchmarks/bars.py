"""A figure, the bar it has to meet, and how both are written."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """One claim with the figure that was measured for it."""

    claim: str
    measured: float
    bar: float
    at_least: bool = False
    """True where more is better, as of a gain; else the bar is the most allowed."""
    unit: str = "x"

    @property
    def met(self) -> bool:
        """Whether the figure is on the right side of its bar."""
        return self.measured >= self.bar if self.at_least else self.measured <= self.bar

    def __str__(self) -> str:
        sign = ">=" if self.at_least else "<="
        verdict = "met" if self.met else "MISSED"
        return f"{verdict:<7}{self.claim}: {self.measured:.3g}{self.unit} (bar {sign} {self.bar:g}{self.unit})"


def table(head: tuple[str, ...], lines: Iterable[tuple[object, ...]]) -> str:
    """Return a Markdown table."""
    written = [head, ("---",) * len(head), *lines]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in written)
