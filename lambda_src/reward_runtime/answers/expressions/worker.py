"""``SymbolicWorker``: the caller's end of the process that does symbolic mathematics."""

import os
import select
import signal
from contextlib import suppress
from typing import Final

from reward_runtime.answers.expressions.check import Verdict, warm_up
from reward_runtime.answers.expressions.server import request, serve
from reward_runtime.deadline import seconds_left
from reward_runtime.errors import DeadlineError, WorkerError

__all__ = ["SymbolicWorker"]

WALL_SECONDS: Final = 20.0
"""Most seconds to wait for one reply; a process that takes longer is broken."""


class SymbolicWorker:
    """A process with math-verify loaded and warm. One caller at a time."""

    def __init__(self) -> None:
        """Load the library and start the process; ``WorkerError`` if the system allows none."""
        warm_up()
        self._start()

    @property
    def process(self) -> int:
        """Its id, 0 while there is none."""
        return self._process

    def check(self, gold: str, answer: str) -> Verdict:
        """Compare two guarded expressions; ``DeadlineError`` when time is up, ``WorkerError`` when it breaks."""
        wait = seconds_left(WALL_SECONDS)
        if not wait:
            raise DeadlineError("symbolic check: got no time left in this invocation; verdicts so far are kept, retry")
        reply = self._ask(request(gold, answer), wait)
        if reply == b"" or reply[0] == Verdict.BROKEN:
            self.close()
            raise WorkerError("symbolic process: got no verdict, expected one; raise the function's memory, or retry")
        return Verdict(reply[0])

    def close(self) -> None:
        """End the process; the next check starts another."""
        if not self._process:
            return
        with suppress(ProcessLookupError):
            os.killpg(self._process, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(self._process, 0)
        os.close(self._requests)
        os.close(self._replies)
        self._process = 0

    def _ask(self, asked: bytes, wait: float) -> bytes:
        if not self._process:
            self._start()
        try:
            os.write(self._requests, asked)
        except BrokenPipeError:
            return b""
        if not select.select([self._replies], [], [], wait)[0]:
            self.close()
            if wait < WALL_SECONDS:
                raise DeadlineError("symbolic check: got no verdict before the invocation ends; shrink the batch")
            return b""
        return os.read(self._replies, 1)

    def _start(self) -> None:
        self._process = 0
        try:
            requests, self._requests = os.pipe()
            self._replies, replies = os.pipe()
            self._process = os.fork()
        except OSError as fault:
            raise WorkerError(
                f"symbolic process: got errno {fault.errno} on start, expected a process; retry"
            ) from None
        if not self._process:
            serve(requests, replies)
        with suppress(OSError):
            os.setpgid(self._process, self._process)
        os.close(requests)
        os.close(replies)
