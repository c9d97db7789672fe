"""The processes of one target, seen through psutil: state -> which are ours, and the end of them.

A process id alone proves nothing, because the system uses it again. So MiniStack is started with a mark on
its command line (Python ignores an unknown ``-X`` option), and only what bears the mark, or runs out of our
folder in the group that bore it, is ever ended.
"""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import psutil

from localaws.errors import TargetError
from localaws.state import Home, State

TERM_SECONDS: Final = 10.0
"""How long a process may take to end by itself."""
KILL_SECONDS: Final = 5.0
"""How long the system may take to remove a killed one."""


@dataclass(frozen=True)
class Process:
    """One living process."""

    pid: int
    """Process id."""
    group: int
    """Id of its process group."""
    command: str
    """Its whole command line."""


def mark(home: Home, port: int) -> str:
    """The value of ``-X`` by which a target of this folder is known."""
    return f"localaws={port}:{home.root}"


def judge_mark(home: Home) -> str:
    """The value of ``-X`` by which the stand-in judge of this folder's target is known."""
    return f"localaws-judge={home.root}"


def is_judge_alive(home: Home, state: State) -> bool:
    """Whether the stand-in judge that ``state`` names still runs."""
    return any(p.pid == state.judge_pid for p in ours(home, state))


def is_alive(home: Home, state: State) -> bool:
    """Whether the MiniStack that ``state`` names still runs: its id *and* its mark."""
    return any(p.pid == state.pid for p in ours(home, state))


def ours(home: Home, state: State) -> list[Process]:
    """The living processes of the target: MiniStack, the workers that run handlers, and the stand-in judge."""
    living = _processes()
    judge = [p for p in living if p.pid == state.judge_pid and f"{judge_mark(home)} -m localaws.standin" in p.command]
    group = [p for p in living if p.group == state.pid]
    marked = f"{mark(home, state.port)} -m localaws.overlay"
    if any(p.pid == state.pid and marked in p.command for p in group):
        return group + judge
    # MiniStack is gone: only a worker, which runs out of our folder, can still be ours.
    return [p for p in group if p.pid != state.pid and f"{home.tmp}{os.sep}" in p.command] + judge


def end(home: Home, state: State) -> None:
    """End every process of the target: asked first, killed after ``TERM_SECONDS``."""
    for number, seconds in ((signal.SIGTERM, TERM_SECONDS), (signal.SIGKILL, KILL_SECONDS)):
        if _signalled_away(home, state, number, seconds):
            return
    left = ", ".join(str(p.pid) for p in ours(home, state))
    raise TargetError(
        f"stopping the local AWS target failed: got processes {left} still running {KILL_SECONDS:g} s after "
        "SIGKILL, expected none; look at them and run `down` again"
    )


def _signalled_away(home: Home, state: State, number: signal.Signals, seconds: float) -> bool:
    sent: set[int] = set()
    deadline = time.monotonic() + seconds
    while living := ours(home, state):
        if time.monotonic() > deadline:
            return False
        for process in living:
            # A worker born after the first look gets the signal too, and nobody gets it twice.
            if process.pid not in sent:
                sent.add(process.pid)
                with suppress(ProcessLookupError):
                    os.kill(process.pid, number)
        time.sleep(0.05)
    return True


def _processes() -> list[Process]:
    """Every process but the zombies, which have ended and wait only for their parent."""
    found: list[Process] = []
    for process in psutil.process_iter():
        # A process that ends, or is another user's, while it is looked at is none of ours.
        with suppress(psutil.Error, ProcessLookupError, PermissionError):
            if process.status() != psutil.STATUS_ZOMBIE:
                found.append(Process(process.pid, os.getpgid(process.pid), " ".join(process.cmdline())))
    return found
