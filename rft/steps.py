"""Progress of long work on stderr: one line per step with its seconds. Stdout holds only the result."""

import time
from collections.abc import Generator
from contextlib import contextmanager

from rich.console import Console
from rich.text import Text


class Steps:
    """Numbers and times the steps of one command."""

    def __init__(self, console: Console | None = None) -> None:
        """Report to ``console``. Default: stderr."""
        self._console = console or Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
        self._number = 0

    @contextmanager
    def step(self, title: str) -> Generator[None]:
        """Show ``title`` while the block runs, then its seconds and whether it failed."""
        self._number += 1
        label = f"{self._number}. {title}"
        started = time.perf_counter()
        ended = "failed after"
        try:
            if not self._console.is_terminal:
                self._console.print(label)
            with self._console.status(Text(label)):
                yield
            ended = "done in"
        finally:
            # A spinner vanishes, but a line in a file stays, so there the title is not repeated.
            start = f"{label}:" if self._console.is_terminal else "  "
            self._console.print(f"{start} {ended} {time.perf_counter() - started:.1f} s")
