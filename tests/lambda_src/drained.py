"""Tests that share a stand-in judge must not disturb one another through calls that a round gave up.

with drained():
    ...    # code that asks the judge
"""

from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import Any, ClassVar
from unittest.mock import patch

from reward_runtime.judge.asking import calls


class _Threads(ThreadPoolExecutor):
    """Threads that remember their calls."""

    started: ClassVar[list[Future[Any]]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        call = super().submit(fn, *args, **kwargs)
        self.started.append(call)
        return call


@contextmanager
def drained() -> Generator[None]:
    """Let no call that starts in the block outlive it: it would meet the next test's faults and count in its record."""
    with patch.object(calls, "ThreadPoolExecutor", _Threads):
        yield
    wait(_Threads.started)
    _Threads.started.clear()
