"""The plan beside real runs of the judge's engine on the stand-in, over a fixed grid: ``python -m benchmarks.plan``.

Both meet the same latencies. Then 400 single samples a second go straight at the function under AWS's runtime client.
Takes about six minutes; ends with one line a bar and exits 1 if a bar is missed.
"""

import os
import platform
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.bars import Bar, table
from benchmarks.plan.cell import GRID, Cell
from benchmarks.plan.predicted import Predicted, predicted
from benchmarks.plan.real import Real, run
from benchmarks.plan.singles import singles
from benchmarks.rlaif.environments import fleet
from benchmarks.rlaif.section import progress
from rft.plan.simulation.setup import Processor

MEDIAN, P90 = 0.10, 0.25
"""The bars: errors of the plan's time."""
CALIBRATION: Final = Cell(4, 8, 32, 0.0, 0.0, hedge=False)
"""A judge that answers at once, so that the processor is the limit: the plan is given the cost of a call there."""


@dataclass(frozen=True)
class Beside:
    """A cell, really and by the plan."""

    cell: Cell
    real: Real
    plan: Predicted
    load: float
    """Of the machine, before the run."""

    @property
    def error(self) -> float:
        """Share by which the plan's time is off."""
        return abs(self.plan.seconds - self.real.seconds) / self.real.seconds

    @property
    def row(self) -> tuple[object, ...]:
        """The line of the table."""
        said, told = (f"{each.failed} failed" if each.failed else "" for each in (self.real, self.plan))
        times = (f"{self.real.seconds:.2f}", f"{self.plan.seconds:.2f}", f"{self.error:.0%}")
        return (self.cell, *times, self.real.calls, self.plan.calls, said, told, f"{self.load:.1f}")


def main() -> int:
    """Measure, print the tables and a line a bar; return the exit code."""
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{machine}, load {_load():.1f} before")  # noqa: T201 - the report
    measured = _grid()
    head = ("job", "real, s", "plan, s", "error", "calls that ended", "calls by plan", "real", "plan", "load")
    print(table(head, [each.row for each in measured]))  # noqa: T201 - the report
    section = singles()
    print(section, f"load {_load():.1f} after", sep="\n")  # noqa: T201 - the report
    bars = [*_bars(measured), *section.bars]
    print(*bars, sep="\n")  # noqa: T201 - the report
    return 0 if all(bar.met for bar in bars) else 1


def _grid() -> list[Beside]:
    measured: list[Beside] = []
    with fleet(max(cell.environments for cell in GRID)) as made:
        run(made, CALIBRATION, 0)
        processor = _processor(run(made, CALIBRATION, 1))
        progress(f"calibrated: {1000 * processor.call:.1f} ms of the two cores a call")
        for number, cell in enumerate(GRID, start=2):
            load = _load()
            real = run(made, cell, number)
            measured.append(Beside(cell, real, predicted(cell, number, processor), load))
            progress(f"{cell}: {real.seconds:.1f} s, plan {measured[-1].plan.seconds:.1f} s")
    return measured


def _processor(real: Real) -> Processor:
    """Return the processor that all environments and the stand-in share, by the wall time of a job bound by it."""
    return Processor(1.0, call=real.seconds / real.calls, shared=True)


def _bars(measured: Sequence[Beside]) -> list[Bar]:
    # A job that fails ends when it does; the plan does not predict how soon that is known.
    errors = [each.error for each in measured if not each.real.failed]
    fits = sum(bool(each.real.failed) and not each.plan.failed for each in measured)
    gives_up = sum(bool(each.plan.failed) and not each.real.failed for each in measured)
    return [
        Bar("error of the plan's time, median", statistics.median(errors), MEDIAN, unit=""),
        Bar("error of the plan's time, 90th percentile", statistics.quantiles(errors, n=10)[8], P90, unit=""),
        Bar("jobs that fit by the plan and failed", fits, 0, unit=""),
        Bar("jobs that the plan calls impossible and that worked", gives_up, 0, unit=""),
    ]


def _load() -> float:
    return os.getloadavg()[0]


if __name__ == "__main__":
    started = time.monotonic()
    code = main()
    progress(f"took {time.monotonic() - started:.0f} s")
    sys.exit(code)
