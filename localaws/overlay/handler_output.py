"""Hands over each line of a handler with the call in which it was written, as Lambda does.

MiniStack waits some milliseconds for the thread that reads a handler's output. On a busy machine that thread is late,
and the lines came with the next call of the same process, or never. A handler writes before it replies, so everything
is in the pipe by then, and the reader can take it from there.
"""

from __future__ import annotations

import os
import select
import threading
import time
from collections.abc import Callable
from queue import Queue
from typing import Any, Final

from localaws.overlay.hooks import part

__all__ = ["Output", "install"]

_CHUNK: Final = 65_536
_LOOK_MILLIS: Final = 1_000
"""Time after which a thread looks whether somebody else has read to the end."""
_PIPE: Final = "_kit_output"
"""Attribute of a worker: the queue of its process, and the ``Output`` that fills it."""
_PAUSE_SECONDS: Final = 0.001
_PATIENCE_SECONDS: Final = 10.0


class Output:
    """The lines of one process, for the first reader."""

    def __init__(self, descriptor: int, put: Callable[[str], object]) -> None:
        """Take a file descriptor, which stays the caller's, and the receiver of each line."""
        # A descriptor of our own, because the caller's may be closed and given to another file.
        self._descriptor, self._put = os.dup(descriptor), put
        self._lock, self._begun, self._ended = threading.Lock(), b"", False

    def pump(self) -> None:
        """Read until the process closes its end."""
        while not self._ended:
            self._is_ready(_LOOK_MILLIS)
            self.take()

    def take(self) -> None:
        """Read everything that was written until now."""
        with self._lock:
            while not self._ended and self._is_ready(0):
                self._read()

    def _is_ready(self, millis: int) -> bool:
        poll = select.poll()
        poll.register(self._descriptor, select.POLLIN)
        return bool(poll.poll(millis))

    def _read(self) -> None:
        chunk = os.read(self._descriptor, _CHUNK)
        *whole, self._begun = (self._begun + chunk).split(b"\n")
        if not chunk:
            self._ended = True
            os.close(self._descriptor)
            whole = [self._begun] if self._begun else []
        for line in whole:
            self._put(line.decode("utf-8", "replace"))


def install() -> None:
    """Let every worker hand over its handler's output so."""
    worker = part("core.lambda_runtime").Worker
    stock = worker._drain_stderr_bounded

    def pump(self: Any) -> None:
        lines: Queue[str] = self._stderr_queue
        output = Output(self._proc.stderr.fileno(), lines.put)
        setattr(self, _PIPE, (lines, output))
        output.pump()

    def drain(self: Any, *arguments: Any, **named: Any) -> str:
        if type(self) is not worker:
            return str(stock(self, *arguments, **named))
        ends = time.monotonic() + _PATIENCE_SECONDS
        while (found := getattr(self, _PIPE, None)) is None or found[0] is not self._stderr_queue:
            # The thread of a new process has not begun yet.
            if time.monotonic() > ends:
                return str(stock(self, *arguments, **named))
            time.sleep(_PAUSE_SECONDS)
        found[1].take()
        return str(self._drain_stderr())

    worker._read_stderr, worker._drain_stderr_bounded = pump, drain
