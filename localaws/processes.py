"""Finds and ends the processes of one target.

A process id alone proves nothing, because the system uses it again. So MiniStack is started with a mark on its command
line (Python ignores an unknown ``-X`` option). Only two sorts of process are ever ended: one with the mark, and one of
its process group that runs from the target's folder.
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
from localaws.state import Home, TargetState

TERM_SECONDS: Final = 10.0
"""How long a process may take to end after SIGTERM."""
KILL_SECONDS: Final = 5.0
"""How long the system may take to remove a killed process."""


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
    """Return the value of ``-X`` that marks a target of this folder."""
    return f"localaws={port}:{home.root}"


def judge_mark(home: Home) -> str:
    """Return the value of ``-X`` that marks the stand-in judge of this folder's target."""
    return f"localaws-judge={home.root}"


def is_judge_alive(home: Home, state: TargetState) -> bool:
    """Return True if the stand-in judge in ``state`` still runs."""
    return any(p.pid == state.judge_pid for p in ours(home, state))


def is_alive(home: Home, state: TargetState) -> bool:
    """Return True if a process still has both the id and the mark of the MiniStack in ``state``."""
    return any(p.pid == state.pid for p in ours(home, state))


def ours(home: Home, state: TargetState) -> list[Process]:
    """Return the target's living processes: MiniStack, the workers that run handlers, and the stand-in judge."""
    living = _processes()
    judge = [p for p in living if p.pid == state.judge_pid and f"{judge_mark(home)} -m localaws.standin" in p.command]
    group = [p for p in living if p.group == state.pid]
    marked = f"{mark(home, state.port)} -m localaws.overlay"
    if any(p.pid == state.pid and marked in p.command for p in group):
        return group + judge
    # MiniStack is gone, so only its workers are left. They run from our folder.
    return [p for p in group if p.pid != state.pid and f"{home.tmp}{os.sep}" in p.command] + judge


def end(home: Home, state: TargetState, term_seconds: float = TERM_SECONDS) -> None:
    """End every process of the target: with SIGTERM, and after ``term_seconds`` with SIGKILL."""
    for number, seconds in ((signal.SIGTERM, term_seconds), (signal.SIGKILL, KILL_SECONDS)):
        if _signalled_away(home, state, number, seconds):
            return
    left = ", ".join(str(p.pid) for p in ours(home, state))
    raise TargetError(
        f"stopping the local AWS target failed: got processes {left} still running {KILL_SECONDS:g} s after "
        "SIGKILL, expected none; look at them and run `down` again"
    )


def _signalled_away(home: Home, state: TargetState, number: signal.Signals, seconds: float) -> bool:
    sent: set[int] = set()
    deadline = time.monotonic() + seconds
    while living := ours(home, state):
        if time.monotonic() > deadline:
            return False
        for process in living:
            # A worker that starts later gets the signal too, and no process gets it twice.
            if process.pid not in sent:
                sent.add(process.pid)
                with suppress(ProcessLookupError):
                    os.kill(process.pid, number)
        time.sleep(0.05)
    return True


def _processes() -> list[Process]:
    """Return every process except zombies, which have ended already."""
    found: list[Process] = []
    for process in psutil.process_iter():
        # A process that ends meanwhile, or belongs to another user, is none of ours.
        with suppress(psutil.Error, ProcessLookupError, PermissionError):
            if process.status() != psutil.STATUS_ZOMBIE:
                found.append(Process(process.pid, os.getpgid(process.pid), " ".join(process.cmdline())))
    return found
