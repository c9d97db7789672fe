"""Programs side by side: jobs -> the result of each case of each, over one process for each processor.

Threads do not help: each instance maps and unmaps memory, for which the threads of one process wait for one another.
The workers are linked by pipes alone, because Lambda has no shared memory, and hold no credentials.
"""

import json
import math
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Final, cast

from sandbox.batch import Job, OutOfTime, Runs
from sandbox.run import BrokenSandbox
from sandbox.worker import LATE

__all__ = ["Workers"]

_START: Final = "import sys; sys.path.insert(0, sys.argv[1]); from sandbox.worker import serve; serve()"
_KEPT: Final = ("LD_LIBRARY_PATH", "PATH")
"""Variables without which Lambda's Python does not start. A worker gets no other."""
_GRACE_SECONDS: Final = 0.5
"""After the end, in which a worker says that it is late."""


class Workers:
    """The processes, started when they are made. Not safe across threads."""

    def __init__(self, count: int) -> None:
        """Start as many as ``count``, at least 1."""
        self._count = count
        self._started: list[subprocess.Popen[bytes]] = []
        self._start()

    def run_jobs(self, jobs: Sequence[Job], ends: float = math.inf) -> list[Runs]:
        """Return for each job, in order, the result of each of its cases; see ``run_job``.

        Raises:
            BrokenSandbox: a worker ended, or could make no instance.
            OutOfTime: ``ends`` has come.
        """
        if not self._started:
            self._start()
        try:
            return _Round(jobs, ends).over(self._started)
        except BaseException:
            # A reply still under way would be taken for the answer to the next job.
            self.close()
            raise

    def close(self) -> None:
        """End them."""
        for worker in self._started:
            worker.kill()
        for worker in self._started:
            worker.wait()
            for pipe in (worker.stdin, worker.stdout):
                # A message that failed because its worker had ended is not sent now either.
                with suppress(OSError):
                    _pipe(pipe).close()
        self._started = []

    def _start(self) -> None:
        folder = str(Path(__file__).parents[1])
        self._started = [
            subprocess.Popen(
                [sys.executable, "-I", "-S", "-B", "-c", _START, folder],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                # A key of the terminal ends the process that started it, and so the worker.
                process_group=0,
                env={name: os.environ[name] for name in _KEPT if name in os.environ},
            )
            for _ in range(self._count)
        ]


class _Round:
    """Jobs that are handed out one by one, a worker getting the next when it has answered."""

    def __init__(self, jobs: Sequence[Job], ends: float) -> None:
        self._jobs, self._ends = jobs, ends
        self._next, self._done = 0, dict[int, Runs]()

    def over(self, workers: Sequence["subprocess.Popen[bytes]"]) -> list[Runs]:
        with selectors.DefaultSelector() as answers:
            for worker in workers[: len(self._jobs)]:
                answers.register(_pipe(worker.stdout), selectors.EVENT_READ, (worker, self._hand_out(worker)))
            while len(self._done) < len(self._jobs):
                left = self._left()
                ready = answers.select(None if left is None else left + _GRACE_SECONDS)
                if not ready:
                    raise OutOfTime
                for key, _ in ready:
                    worker, at = key.data
                    self._done[at] = _runs_in(_pipe(worker.stdout).readline())
                    if self._next < len(self._jobs):
                        answers.modify(key.fileobj, selectors.EVENT_READ, (worker, self._hand_out(worker)))
                    else:
                        answers.unregister(key.fileobj)
        return [self._done[at] for at in range(len(self._jobs))]

    def _hand_out(self, worker: "subprocess.Popen[bytes]") -> int:
        at, self._next = self._next, self._next + 1
        try:
            asked = _pipe(worker.stdin)
            asked.write(json.dumps({"job": self._jobs[at], "seconds": self._left()}).encode() + b"\n")
            asked.flush()
        except OSError:
            raise BrokenSandbox("a worker ended before its program; score again, or deploy again") from None
        return at

    def _left(self) -> float | None:
        """Return the seconds that are left; ``None`` if there is no end, because JSON knows no infinity."""
        return None if self._ends == math.inf else max(0.0, self._ends - time.monotonic())


def _runs_in(line: bytes) -> Runs:
    try:
        said: dict[str, Any] = json.loads(line)
    except ValueError:
        raise BrokenSandbox("a worker ended during its program; score again, or deploy again") from None
    if "runs" in said:
        return cast("Runs", said["runs"])
    raise OutOfTime if said.get("fault") == LATE else BrokenSandbox(str(said.get("says")))


def _pipe(end: IO[bytes] | None) -> IO[bytes]:
    assert end is not None
    return end
