"""The progress bar: on stderr, and only if that is a terminal."""

from collections.abc import Generator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn


class Reading:
    """How far the reading of the samples has come."""

    def __init__(self, bar: Progress, total: int | None) -> None:
        """Take the bar, and the bytes to read if they are known."""
        self._bar = bar
        self._bytes = bar.add_task("", total=total, samples=0)
        self._samples = 0

    def read(self, count: int) -> None:
        """Count bytes."""
        self._bar.advance(self._bytes, count)

    def scored(self) -> None:
        """Count one sample."""
        self._samples += 1
        self._bar.update(self._bytes, samples=self._samples)


@contextmanager
def reading(total: int | None, shown: bool) -> Generator[Reading]:
    """Show a bar while the block runs, if one may be shown; it is gone afterwards."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.fields[samples]} samples"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not (shown and console.is_terminal)) as bar:
        yield Reading(bar, total)
