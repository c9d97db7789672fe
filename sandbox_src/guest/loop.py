"""The event loop of ``asyncio`` without a machine: it waits by moving its own clock on, and knows no file."""

import asyncio


class Loop(asyncio.BaseEventLoop):
    """Runs coroutines. Its selector is itself: nothing ever comes from outside."""

    def __init__(self):
        self._now = 0.0
        super().__init__()
        self._selector = self

    def time(self):
        return self._now

    def select(self, timeout):
        if timeout is None:
            raise RuntimeError("nothing is left that could go on")
        self._now += timeout
        return []

    def _process_events(self, events):
        pass

    def _write_to_self(self):
        pass
