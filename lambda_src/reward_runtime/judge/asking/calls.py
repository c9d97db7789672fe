"""Calls under way: threads that make them, and the one place where their outcomes arrive."""

import time
from concurrent.futures import Future, ThreadPoolExecutor
from queue import Empty, SimpleQueue
from typing import NamedTuple, Protocol

from reward_runtime.judge.call import Prompt, Reply, Transport

__all__ = ["Calls", "Done", "Line", "ThreadCalls", "ThreadLine"]


class Done(NamedTuple):
    """A call that ended."""

    number: int
    """As ``Calls.start`` returned it."""
    outcome: Future[Reply]
    """Holds the reply or the ``CallFailure``."""


class Calls(Protocol):
    """The calls of one round of asking. Used by one thread."""

    def start(self, prompt: Prompt, timeout_seconds: float) -> int:
        """Start one call and return its number."""
        ...

    def next(self, timeout_seconds: float) -> Done | None:
        """Wait for a call to end; ``None`` where none does within the time."""
        ...

    def cancel(self) -> None:
        """Start no call that has not begun, and forget the others: each ends at its own timeout, unheard."""
        ...


class Line(Protocol):
    """The line to a judge, and the clock of whoever calls."""

    def now(self) -> float:
        """Return seconds of a monotonic clock."""
        ...

    def calls(self) -> Calls:
        """Return a new round of calls."""
        ...


class ThreadCalls:
    """Calls by threads; a late outcome finds its own round's queue, never the next one's."""

    def __init__(self, transport: Transport, threads: ThreadPoolExecutor) -> None:
        """Take what makes the calls."""
        self._transport = transport
        self._threads = threads
        self._ended: SimpleQueue[Done] = SimpleQueue()
        self._started: list[Future[Reply]] = []

    def start(self, prompt: Prompt, timeout_seconds: float) -> int:
        """See ``Calls``."""
        number = len(self._started)
        call = self._threads.submit(self._transport.ask, prompt, timeout_seconds)
        self._started.append(call)
        call.add_done_callback(lambda outcome: self._ended.put(Done(number, outcome)))
        return number

    def next(self, timeout_seconds: float) -> Done | None:
        """See ``Calls``."""
        try:
            return self._ended.get(timeout=timeout_seconds)
        except Empty:
            return None

    def cancel(self) -> None:
        """See ``Calls``."""
        for call in self._started:
            call.cancel()


class ThreadLine:
    """Threads that outlive invocations, made as they are needed."""

    def __init__(self, transport: Transport, threads: int) -> None:
        """Allow at most ``threads``, each with one call."""
        self._transport = transport
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="judge")

    def now(self) -> float:
        """See ``Line``; the clock of ``reward_runtime.deadline``."""
        return time.monotonic()

    def calls(self) -> Calls:
        """See ``Line``."""
        return ThreadCalls(self._transport, self._threads)
