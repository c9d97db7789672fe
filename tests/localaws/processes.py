"""Processes: whether one runs, which ones are in a group, and killing one."""

from __future__ import annotations

import contextlib
import os
import signal
import time

import psutil


def is_running(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def kill(pid: int) -> None:
    """Kill a process and return when it is gone."""
    os.kill(pid, signal.SIGKILL)
    while is_running(pid):
        time.sleep(0.01)


def processes_of(group: int) -> list[int]:
    """Return the ids of the running processes of a process group."""
    found: list[int] = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, ProcessLookupError):
            if process.status() != psutil.STATUS_ZOMBIE and os.getpgid(process.pid) == group:
                found.append(process.pid)
    return found
