"""The stand-in as a process: one line of JSON, loopback only, an end with its parent, clear errors."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.localaws.processes import is_running
from tests.standin import StandIn

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "localaws.standin"]
PARENT = """
import subprocess, sys
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE)
print(child.pid, child.stdout.readline().decode(), flush=True)
"""


def ran(*arguments: str, **environment: str) -> Any:
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_it_listens_on_one_loopback_address_only(judge: StandIn) -> None:
    assert judge.endpoint == f"http://127.0.0.1:{judge.port}"
    socket.create_connection(("127.0.0.1", judge.port), timeout=20).close()
    for host in ("127.0.0.2", "::1"):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as plug:
            assert plug.connect_ex((host, judge.port)) != 0


def test_it_ends_with_the_process_that_started_it() -> None:
    parent = subprocess.run(
        [sys.executable, "-c", PARENT, *COMMAND], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    pid, _, said = parent.stdout.partition(" ")
    assert json.loads(said)["name"] == "stand-in judge"

    deadline = time.monotonic() + 30
    while is_running(int(pid)):
        assert time.monotonic() < deadline, f"process {pid} outlives its parent"
        time.sleep(0.05)


def test_a_configuration_of_the_environment_is_read_at_the_start() -> None:
    run = ran(STANDIN_CONFIGURATION='{"judge": "kind"}')

    assert run.returncode == 2
    assert "error: configuration: judge: got 'kind', expected one of lexical" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_configuration_that_is_no_json_is_refused() -> None:
    run = ran("--configuration", "{judge}")

    assert (run.returncode, run.stdout) == (2, "")
    assert "expected a JSON object" in run.stderr


def test_a_port_that_is_taken_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        run = ran("--port", str(port))

    assert run.returncode == 2
    assert f"for port {port} of 127.0.0.1, expected a free one" in run.stderr


def test_it_needs_nothing_but_the_standard_library() -> None:
    run = subprocess.run(
        [sys.executable, "-S", "-m", "localaws.standin", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (run.returncode, "The stand-in judge." in run.stdout) == (0, True), run.stderr
