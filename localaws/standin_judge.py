"""Starts the target's stand-in judge. It runs before MiniStack, which passes its address on to every handler."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from localaws.environment import passed_on
from localaws.errors import TargetError
from localaws.loopback import ANSWER_SECONDS, HOST
from localaws.processes import judge_mark
from localaws.state import Home, TargetState, tail

NAME: Final = "stand-in judge"
"""Its name in every output, so that nobody takes it for a model."""
CONFIGURATION: Final = "STANDIN_CONFIGURATION"
"""Variable with its first configuration as JSON; the fields are in ``localaws/standin/configuration.py``."""

READY_SECONDS: Final = 20.0
"""How long its start may take; 0.3 s is usual."""


@dataclass(frozen=True)
class StandinJudge:
    """One started stand-in judge."""

    pid: int
    port: int
    endpoint: str


def start(home: Home, environ: Mapping[str, str], port: int = 0) -> StandinJudge:
    """Start a judge on ``port``; 0 means any free port. Raises ``TargetError`` if it does not start to serve."""
    command = [sys.executable, "-X", judge_mark(home), "-m", "localaws.standin", "--detached", "--port", str(port)]
    told = {name: environ[name] for name in (CONFIGURATION,) if name in environ}
    with home.judge_log.open("wb") as log:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=Path(__file__).parents[1],
            env=passed_on(environ) | told | {"PYTHONDONTWRITEBYTECODE": "1"},
            start_new_session=True,
        )
    deadline = time.monotonic() + READY_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        said = home.judge_log.read_bytes()
        # It serves before it prints. A line break shows that the line is complete.
        if said.startswith(b"{") and b"\n" in said:
            address = json.loads(said.partition(b"\n")[0])
            return StandinJudge(process.pid, int(address["port"]), str(address["endpoint"]))
        time.sleep(0.02)
    process.kill()
    raise TargetError(
        f"starting the {NAME} failed: got no address of it, expected one in less than {READY_SECONDS:g} s; read the "
        f"end of its log, and see that ${CONFIGURATION} is right if it is set",
        exit_code=2 if process.wait() == 2 else 1,
        log_tail=tail(home.judge_log),
    )


def answers(state: TargetState) -> bool:
    """Return True if a stand-in judge answers at this target's judge port."""
    connection = http.client.HTTPConnection(HOST, state.judge_port, timeout=ANSWER_SECONDS)
    try:
        connection.request("GET", "/_standin/health")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
