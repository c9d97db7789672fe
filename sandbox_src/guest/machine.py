"""The machine that a program finds: its standard streams, a clock that stands, and nothing else.

A missing part of it would end the run with a trap, so a program that asks for one gets an exception instead.
"""

import asyncio
import builtins
import concurrent.futures
import io
import os
import random
import sys
import threading
import time
import timeit
import types

import _pydatetime as datetime
from loop import Loop
from streams import absent, asked, described, opened, read, written_to

FILE_CALLS = (
    *("open", "listdir", "scandir", "stat", "getcwd", "mkdir", "remove", "unlink", "rename", "system", "popen"),
    "get_terminal_size",
)
"""Of ``os``: left as they are, they would end the run."""
NOON = 1_700_000_000
"""The time that every clock shows, in seconds since 1970."""


def ended(code=0):
    raise SystemExit(code)


def refuse(event, _):
    """Refuse calls that open a file, before they reach the host: the parser looks for a file to quote a line of it."""
    if event == "open" or event.startswith(("os.", "socket.", "subprocess.")):
        raise PermissionError("the sandbox has no files")


def stop_clocks():
    """Have every clock show one time. Left as they are, they would end the run."""
    # The pure Python datetime reads the clocks below, the compiled one would read the host's.
    sys.modules["datetime"] = datetime
    running = {time.time, time.monotonic, time.perf_counter}
    for name in ("time", "monotonic", "perf_counter", "process_time", "thread_time"):
        setattr(time, name, lambda: float(NOON))
        setattr(time, f"{name}_ns", lambda: NOON * 10**9)
    local, universal, written = time.localtime, time.gmtime, time.strftime
    time.localtime = lambda seconds=None: local(NOON if seconds is None else seconds)
    time.gmtime = lambda seconds=None: universal(NOON if seconds is None else seconds)
    time.strftime = lambda form, moment=None: written(form, time.localtime() if moment is None else moment)
    time.asctime = lambda moment=None: time.strftime("%a %b %e %H:%M:%S %Y", moment)
    time.ctime = lambda seconds=None: time.asctime(time.localtime(seconds))
    time.sleep = absent
    time.get_clock_info = lambda name: types.SimpleNamespace(resolution=1e-9, adjustable=False, monotonic=True)
    timeit.default_timer = time.perf_counter
    for each in (timeit.Timer.__init__, timeit.timeit, timeit.repeat):
        each.__defaults__ = tuple(time.perf_counter if value in running else value for value in each.__defaults__)


def run_without_a_scheduler():
    """Have a thread run when it is started, to its end, and coroutines in a loop without files."""

    def start(thread):
        if thread._started.is_set():
            raise RuntimeError("threads can only be started once")
        thread._started.set()
        try:
            thread.run()
        except Exception:
            thread._invoke_excepthook(thread)

    def submit(_, work, /, *args, **kwargs):
        future = concurrent.futures.Future()
        try:
            future.set_result(work(*args, **kwargs))
        except Exception as fault:
            future.set_exception(fault)
        return future

    threading.Thread.start = start
    threading.Thread.join = lambda thread, timeout=None: None
    threading.Thread.is_alive = lambda thread: False
    concurrent.futures.ThreadPoolExecutor.submit = submit
    asyncio.events.new_event_loop = asyncio.new_event_loop = Loop


def seal():
    """Remove calls that would end the run with a trap, so that a program that asks for one can go on without it."""
    stop_clocks()
    run_without_a_scheduler()
    # The same bytes on every run, as the random numbers are.
    os.urandom = random._urandom = random.randbytes
    builtins.open = io.open = opened
    builtins.input = asked
    for name in FILE_CALLS:
        setattr(os, name, absent)
    os.read, os.write, os.fstat, os._exit = read, written_to, described, ended
    os.isatty = lambda file: False
    sys.addaudithook(refuse)
    os.environ.clear()
    sys.argv[:] = [""]
    sys.path[:], sys.path_hooks[:] = [], []
    sys.path_importer_cache.clear()
    sys.meta_path[:] = [each for each in sys.meta_path if each.__name__ in ("BuiltinImporter", "FrozenImporter")]
    sys.set_int_max_str_digits(4300)
    # Programs take it for a number above all others, and this Python's is 2**31 - 1.
    sys.maxsize = 2**63 - 1
