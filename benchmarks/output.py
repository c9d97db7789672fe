"""Standard output as in Lambda: a pipe that another process drains, flushed at every write."""

import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager, redirect_stdout
from typing import IO, Any


class Flushed:
    """A stream that flushes every write, like ``Unbuffered`` in bootstrap.py of ``awslambdaric``."""

    def __init__(self, stream: IO[str]) -> None:
        self.stream = stream

    def write(self, text: str) -> None:
        """Write and flush."""
        self.stream.write(text)
        self.stream.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


@contextmanager
def lambda_output() -> Generator[None]:
    """Send standard output into a pipe; a child process reads and discards it."""
    drain = "import sys\nwhile sys.stdin.buffer.read1(1 << 16): pass"
    with subprocess.Popen([sys.executable, "-S", "-c", drain], stdin=subprocess.PIPE, text=True) as child:
        if child.stdin is None:
            raise RuntimeError("the drain: got no pipe to it, expected one")
        with redirect_stdout(Flushed(child.stdin)):  # pyright: ignore[reportArgumentType] - as the runtime client does
            yield
