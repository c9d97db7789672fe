"""``Calls``: the calls of one round, and the threads that make them."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from queue import Empty, SimpleQueue
from typing import Protocol

from reward_runtime.judge.call import Prompt, Reply, Transport

__all__ = ["Calls", "ThreadCalls", "threaded"]


class Calls(Protocol):
    """The calls of one round, and the clock that times them. Used by one thread."""

    def now(self) -> float:
        """Return seconds of a monotonic clock."""
        ...

    def start(self, prompt: Prompt, timeout_seconds: float) -> Future[Reply]:
        """Start one call. Its future will hold the reply or the ``CallFailure``."""
        ...

    def next(self, timeout_seconds: float) -> Future[Reply] | None:
        """Wait for a call to end and return it. Return ``None`` if none ends within the timeout."""
        ...

    def cancel(self) -> None:
        """Drop the calls that have not begun. The others end at their own timeouts, and nobody waits for them."""
        ...


class ThreadCalls:
    """Calls made by threads. A late result goes to the queue of its own round, never to the next round's."""

    def __init__(self, transport: Transport, threads: ThreadPoolExecutor) -> None:
        """Take the transport and the threads."""
        self._transport = transport
        self._threads = threads
        self._ended: SimpleQueue[Future[Reply]] = SimpleQueue()
        self._started: list[Future[Reply]] = []

    def now(self) -> float:
        """See ``Calls``. The clock is that of ``reward_runtime.deadline``."""
        return time.monotonic()

    def start(self, prompt: Prompt, timeout_seconds: float) -> Future[Reply]:
        """See ``Calls``."""
        call = self._threads.submit(self._transport.ask, prompt, timeout_seconds)
        self._started.append(call)
        call.add_done_callback(self._ended.put)
        return call

    def next(self, timeout_seconds: float) -> Future[Reply] | None:
        """See ``Calls``."""
        try:
            return self._ended.get(timeout=timeout_seconds)
        except Empty:
            return None

    def cancel(self) -> None:
        """See ``Calls``."""
        for call in self._started:
            call.cancel()


def threaded(transport: Transport, most: int) -> Callable[[], Calls]:
    """Return a function that makes the calls of a round, over at most ``most`` threads that all rounds share."""
    threads = ThreadPoolExecutor(most, thread_name_prefix="judge")
    return lambda: ThreadCalls(transport, threads)
