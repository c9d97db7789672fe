"""The stand-in judge as a part of the target: started before MiniStack, which hands its address to every handler."""

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

from localaws.environment import passed
from localaws.errors import TargetError
from localaws.loopback import ANSWER_SECONDS, HOST
from localaws.processes import judge_mark
from localaws.state import Home, State, tail

NAME: Final = "stand-in judge"
"""What it is called wherever it shows: no model stands behind it."""
CONFIGURED: Final = "STANDIN_CONFIGURATION"
"""Variable with the JSON of how it starts; ``localaws/standin/configuration.py`` says what may be in it."""

READY_SECONDS: Final = 20.0
"""How long it may take to serve; 0.3 s is usual."""


@dataclass(frozen=True)
class Judge:
    """One started stand-in."""

    pid: int
    port: int
    endpoint: str


def start(home: Home, environ: Mapping[str, str], port: int = 0) -> Judge:
    """Start one on ``port``, or on a free one for 0. Raises ``TargetError`` where it does not come to serve."""
    command = [sys.executable, "-X", judge_mark(home), "-m", "localaws.standin", "--detached", "--port", str(port)]
    told = {name: environ[name] for name in (CONFIGURED,) if name in environ}
    with home.judge_log.open("wb") as log:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=Path(__file__).parents[1],
            env=passed(environ) | told | {"PYTHONDONTWRITEBYTECODE": "1"},
            start_new_session=True,
        )
    deadline = time.monotonic() + READY_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        said = home.judge_log.read_bytes()
        # It serves before it prints, and the line is whole once its end is there.
        if said.startswith(b"{") and b"\n" in said:
            address = json.loads(said.partition(b"\n")[0])
            return Judge(process.pid, int(address["port"]), str(address["endpoint"]))
        time.sleep(0.02)
    process.kill()
    raise TargetError(
        f"starting the {NAME} failed: got no address of it, expected one in less than {READY_SECONDS:g} s; read the "
        f"end of its log, and see that ${CONFIGURED} is right if it is set",
        exit_code=2 if process.wait() == 2 else 1,
        log_tail=tail(home.judge_log),
    )


def answers(state: State) -> bool:
    """Whether a stand-in judge answers where this target's does."""
    connection = http.client.HTTPConnection(HOST, state.judge_port, timeout=ANSWER_SECONDS)
    try:
        connection.request("GET", "/_standin/health")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
