"""The process that does symbolic mathematics: forked once, and forks again for every check.

A check starts from the same warm state whatever ran before it, and its kernel timer ends it even within C code.
The process holds no environment, no socket and no standard stream of its parent.
"""

import gc
import logging
import os
import resource
import select
import signal
import struct
from contextlib import suppress
from enum import IntEnum
from pathlib import Path
from typing import Any, Final, NoReturn

from reward_runtime.deadline import seconds_left
from reward_runtime.errors import DeadlineError, WorkerError

__all__ = ["SymbolicWorker", "Verdict"]

CPU_SECONDS: Final = 0.14
"""CPU seconds of one check: 64 that reach it end inside 10 s; the slowest right MATH answer measured took 0.072."""
GOLD_CPU_SECONDS: Final = 1.0
"""CPU seconds of a reference against itself: the row's author is trusted, and no row may fail by a slow machine."""
MEMORY_BYTES: Final = 512 * 1024 * 1024
"""Address space that a check may take on top of what the warm process has."""
WALL_SECONDS: Final = 20.0
"""Seconds for one reply where the invocation leaves more: a process this late is broken."""
FLOAT_PLACES: Final = 12
"""Decimal places in which floats must agree; the library's six would take 1.414214 for a root of two."""
_WARM_UP: Final = (
    (r"2\sqrt{3}", r"\sqrt{12}"),
    ("x^2-1", "(x-1)(x+1)"),
    (r"(-\infty,2)\cup(3,5]", r"(-\infty,2)\cup(3,6]"),
    (r"(\frac{1}{2},3)", "(0.5,4)"),
    (r"\begin{pmatrix}1\\2\end{pmatrix}", r"\begin{pmatrix}1\\-2/3\end{pmatrix}"),
    ("4210_{5}", "4210"),
    (r"\sin^2(x)+\cos^2(x)", "1"),
)
"""Kinds of answer whose first check is many times as slow as the next."""
_HEADER: Final = struct.Struct("!II")


class Verdict(IntEnum):
    """What a check found; the exit code of its process."""

    EQUIVALENT = 10
    DIFFERENT = 11
    BAD_GOLD = 12
    BAD_ANSWER = 13
    TOO_COMPLEX = 14
    BROKEN = 15


class SymbolicWorker:
    """A process with math-verify loaded and warm. One caller at a time."""

    def __init__(self) -> None:
        """Load the library and start the process; ``WorkerError`` where the system allows none."""
        # math-verify logs candidates.
        logging.getLogger("math_verify").addHandler(logging.NullHandler())
        logging.getLogger("math_verify").propagate = False
        for gold, answer in _WARM_UP:
            _compare(gold, answer)
        self._process = 0
        self._start()

    def check(self, gold: str, answer: str) -> Verdict:
        """Compare two guarded expressions; ``DeadlineError`` when time is up, ``WorkerError`` when it breaks."""
        wait = seconds_left(WALL_SECONDS)
        if not wait:
            raise DeadlineError("symbolic check: got no time left in this invocation; verdicts so far are kept, retry")
        reply = self._ask(gold.encode(), answer.encode(), wait)
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

    def _ask(self, gold: bytes, answer: bytes, wait: float) -> bytes:
        if not self._process:
            self._start()
        try:
            os.write(self._requests, _HEADER.pack(len(gold), len(answer)) + gold + answer)
        except BrokenPipeError:
            return b""
        if not select.select([self._replies], [], [], wait)[0]:
            self.close()
            if wait < WALL_SECONDS:
                raise DeadlineError("symbolic check: got no verdict before the invocation ends; shrink the batch")
            return b""
        return os.read(self._replies, 1)

    def _start(self) -> None:
        try:
            requests, self._requests = os.pipe()
            self._replies, replies = os.pipe()
            self._process = os.fork()
        except OSError as fault:
            raise WorkerError(
                f"symbolic process: got errno {fault.errno} on start, expected a process; retry"
            ) from None
        if not self._process:
            _serve(requests, replies)
        with suppress(OSError):
            os.setpgid(self._process, self._process)
        os.close(requests)
        os.close(replies)


def _serve(requests: int, replies: int) -> NoReturn:
    try:
        requests, replies = _isolate(requests, replies)
        while header := os.read(requests, _HEADER.size):
            gold, answer = _HEADER.unpack(header)
            texts = os.read(requests, gold + answer)
            os.write(replies, bytes([_in_child(texts[:gold].decode(), texts[gold:].decode())]))
    finally:
        os._exit(0)


def _isolate(requests: int, replies: int) -> tuple[int, int]:
    """Keep the two pipes only, as descriptors 3 and 4."""
    os.setpgid(0, 0)
    # A collection in a check would touch, and so copy, every page of the library.
    gc.disable()
    gc.freeze()
    os.environ.clear()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    requests, replies = os.dup(requests), os.dup(replies)
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM, signal.SIGPROF):
        signal.signal(signum, signal.SIG_DFL)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)
    keep = {requests, replies}
    for descriptor in range(3, max(256, *keep) + 1):
        if descriptor not in keep:
            with suppress(OSError):
                os.close(descriptor)
    os.closerange(max(256, *keep) + 1, 65_536)
    return requests, replies


def _in_child(gold: str, answer: str) -> Verdict:
    process = os.fork()
    if not process:
        _run(gold, answer)
    _, status = os.waitpid(process, 0)
    if os.WIFEXITED(status):
        code = os.WEXITSTATUS(status)
        return Verdict(code) if code in set(Verdict) else Verdict.BROKEN
    # SIGSEGV is the C stack of a parser that recursed too deep; SIGKILL comes from outside.
    return Verdict.TOO_COMPLEX if os.WTERMSIG(status) in (signal.SIGPROF, signal.SIGSEGV) else Verdict.BROKEN


def _run(gold: str, answer: str) -> NoReturn:
    verdict = Verdict.BROKEN
    try:
        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY_BYTES, used + MEMORY_BYTES))
        signal.setitimer(signal.ITIMER_PROF, GOLD_CPU_SECONDS if gold == answer else CPU_SECONDS)
        verdict = _compare(gold, answer)
    except (MemoryError, RecursionError):
        verdict = Verdict.TOO_COMPLEX
    finally:
        os._exit(verdict)


def _compare(gold: str, answer: str) -> Verdict:
    import math_verify  # type: ignore[import-untyped] - it has no stubs

    library: Any = math_verify
    latex = [library.LatexExtractionConfig(boxed_match_priority=-1)]
    read = [
        library.parse(f"${text}$", latex, fallback_mode="no_fallback", parsing_timeout=None) for text in (gold, answer)
    ]
    if not read[0]:
        return Verdict.BAD_GOLD
    if not read[1]:
        return Verdict.BAD_ANSWER
    same = library.verify(read[0], read[1], float_rounding=FLOAT_PLACES, timeout_seconds=None)
    return Verdict.EQUIVALENT if same else Verdict.DIFFERENT
