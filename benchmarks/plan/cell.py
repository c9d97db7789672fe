"""``Cell``: one job of the grid, and the grid."""

from dataclasses import dataclass
from typing import Final

__all__ = ["GRID", "Cell"]


@dataclass(frozen=True)
class Cell:
    """One job: its batches, its environments, its judge."""

    environments: int
    batches: int
    size: int
    """Samples of a batch."""
    p50: float = 0.6
    p99: float = 2.5
    """Seconds of the judge."""
    at_once: int = 64
    """Most calls of one environment at once."""
    quota: float = 0.0
    """Calls a minute of the account; 0 for no limit."""
    factor: float = 1.0
    """The quota that the environments assume, as a multiple of the true one."""
    equal: float = 0.0
    """Share of a batch's rows that repeat another one's texts."""
    timeout: float = 120.0
    hedge: bool = True

    @property
    def share(self) -> float:
        """Calls a minute that one environment was told."""
        return self.factor * self.quota / self.environments if self.quota else 100_000.0

    def __str__(self) -> str:
        said = f"{self.batches} x {self.size} on {self.environments}, {min(self.at_once, self.size)} at once"
        said += f", p50 {self.p50:g} s, p99 {self.p99:g} s"
        said += f", {self.quota:g} a minute" if self.quota else ""
        said += f", told x{self.factor:g}" if self.factor != 1.0 else ""
        said += f", {self.equal:.0%} equal" if self.equal else ""
        said += ", no hedges" if not self.hedge else ""
        return said + (f", timeout {self.timeout:g} s" if self.timeout < 100 else "")


GRID: Final = (
    Cell(1, 1, 64),
    Cell(1, 1, 64, hedge=False),
    Cell(1, 1, 64, at_once=8),
    Cell(1, 4, 16),
    Cell(4, 8, 32),
    Cell(4, 8, 32, equal=0.4),
    Cell(4, 4, 64, 1.2, 5.0),
    Cell(8, 16, 8),
    Cell(12, 48, 1),
    Cell(12, 48, 1, 1.5, 3.0, hedge=False),
    Cell(12, 24, 8, 1.0, 3.0),
    Cell(2, 4, 64, 2.0, 4.0),
    Cell(6, 12, 16, at_once=4),
    Cell(12, 12, 16, 1.0, 6.0),
    Cell(4, 4, 64, quota=1200),
    Cell(12, 12, 16, quota=1200),
    Cell(12, 24, 8, quota=1800),
    Cell(8, 8, 32, quota=2400, equal=0.4),
    Cell(4, 8, 16, quota=600),
    Cell(8, 8, 24, quota=1200, factor=2.0),
    Cell(8, 8, 24, quota=1200, factor=0.7),
    Cell(12, 120, 1, quota=1200),
    Cell(4, 4, 64, quota=200, timeout=30),
    Cell(12, 12, 24, quota=500, factor=2.4, timeout=20),
    Cell(1, 1, 64, 2.0, 6.0, at_once=2, timeout=20, hedge=False),
)
"""The last three cannot work: the share says so, only refusals say so, and the judge is too slow."""
