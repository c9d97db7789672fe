"""Starts, stops and looks at the target of a state folder."""

from __future__ import annotations

import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from localaws import processes, standin_judge
from localaws.environment import environment
from localaws.errors import TargetError
from localaws.loopback import HOST, answers, free_port
from localaws.state import Home, TargetState

READY_SECONDS: Final = 30.0
"""How long MiniStack may take until it answers; 1 s is usual."""
ATTEMPTS: Final = 3
"""Number of ports to try if another program takes each of them first."""


@dataclass(frozen=True)
class Sight:
    """The target as it was just seen."""

    state: TargetState | None
    """The started target, or None."""
    is_alive: bool
    """True if its process runs."""
    is_healthy: bool
    """True if it answers."""
    is_judge_healthy: bool
    """True if its stand-in judge runs and answers."""


def start(home: Home, environ: Mapping[str, str], pick_port: Callable[[], int] = free_port) -> tuple[TargetState, bool]:
    """Return the running target, and True if it ran already. Raises ``TargetError`` if none starts to answer."""
    home.prepare()
    with home.locked():
        state = home.load()
        if state and processes.is_alive(home, state):
            if _comes_to_answer(home, state):
                return _with_judge(home, environ, state), True
            raise _died(home)
        if state:
            _remove(home, state)
        return _start_new(home, environ, pick_port), False


def stop(home: Home, term_seconds: float = processes.TERM_SECONDS) -> TargetState | None:
    """End the target with all its workers, delete its temporary files, and return it. Return None if there is none."""
    if not home.state_file.exists():
        return None
    with home.locked():
        state = home.load()
        if state:
            _remove(home, state, term_seconds)
        return state


def look(home: Home) -> Sight:
    """Look at the target, without changing anything."""
    state = home.load()
    is_alive = state is not None and processes.is_alive(home, state)
    if state is None or not is_alive:
        return Sight(state, is_alive=False, is_healthy=False, is_judge_healthy=False)
    is_judge_healthy = processes.is_judge_alive(home, state) and standin_judge.answers(state)
    return Sight(state, is_alive, answers(state.port), is_judge_healthy)


def _start_new(home: Home, environ: Mapping[str, str], pick_port: Callable[[], int]) -> TargetState:
    for _ in range(ATTEMPTS):
        state = _launch(home, environ, pick_port())
        if _comes_to_answer(home, state):
            return state
        death = _died(home)
        _remove(home, state)
        if not any("already in use" in line.lower() for line in death.log_tail):
            raise death
    raise TargetError(
        f"starting the local AWS target failed: got {ATTEMPTS} ports of {HOST} that other programs took "
        "first, expected a free one; run `up` again",
        log_tail=home.log_tail(),
    )


def _with_judge(home: Home, environ: Mapping[str, str], state: TargetState) -> TargetState:
    """Return the running target. If its judge died, start another on the same port, which the handlers know."""
    if processes.is_judge_alive(home, state):
        return state
    renewed = replace(state, judge_pid=standin_judge.start(home, environ, state.judge_port).pid)
    home.save(renewed)
    return renewed


def _launch(home: Home, environ: Mapping[str, str], port: int) -> TargetState:
    home.prepare()
    judge = standin_judge.start(home, environ)
    # Letters first: MiniStack takes a key of twelve digits for the number of an account.
    key = f"LOCAL{secrets.token_hex(16).upper()}"
    command = [sys.executable, "-X", processes.mark(home, port), "-m", "localaws.overlay"]
    with home.log.open("wb") as log:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=Path(__file__).parents[1],
            env=environment(home, port, judge.endpoint, key, environ),
            start_new_session=True,
        )
    endpoint = f"http://{HOST}:{port}"
    judged = (judge.pid, judge.port, judge.endpoint)
    state = TargetState(process.pid, port, endpoint, time.time(), str(home.root), *judged, key)
    home.save(state)
    return state


def _comes_to_answer(home: Home, state: TargetState) -> bool:
    """Wait until it answers (True) or is dead (False). Raises ``TargetError`` after ``READY_SECONDS`` of neither."""
    deadline = time.monotonic() + READY_SECONDS
    # Another MiniStack on that port would answer too, so the log of ours must also say that it listens.
    listening = f"Running on {state.endpoint} "
    while time.monotonic() < deadline:
        if not processes.is_alive(home, state):
            return False
        if listening in home.log.read_text(encoding="utf-8", errors="replace") and answers(state.port):
            return True
        time.sleep(0.05)
    raise TargetError(
        f"starting the local AWS target failed: got no answer from {state.endpoint} (process {state.pid}) in "
        f"{READY_SECONDS:g} s, expected one in about 1 s; run `down`, then `up` again",
        log_tail=home.log_tail(),
    )


def _died(home: Home) -> TargetError:
    return TargetError(
        f"starting the local AWS target failed: got a MiniStack that died before it answered (Python "
        f"{sys.executable!r}), expected one that serves; read the end of its log, and run `make setup` if "
        "MiniStack is not installed there",
        log_tail=home.log_tail(),
    )


def _remove(home: Home, state: TargetState, term_seconds: float = processes.TERM_SECONDS) -> None:
    processes.end(home, state, term_seconds)
    home.clear()
