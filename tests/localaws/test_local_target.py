"""The local AWS target as a user runs it: the real command, the real MiniStack."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.localaws.processes import is_running, kill

if TYPE_CHECKING:
    from tests.localaws.command import Local

BUSY_PORT = """
import json, os, sys
from localaws import loopback, target
from localaws.state import Home
ports = iter([int(port) if port != "free" else loopback.free_port() for port in sys.argv[1:]])
state, _ = target.start(Home.of(os.environ), os.environ, lambda: next(ports))
print(json.dumps({"port": state.port}))
"""


def connects(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


def test_up_answers_on_one_loopback_address_only(shared: Local) -> None:
    ran = shared("up")

    assert ran.code == 0
    assert ran.out["endpoint"] == f"http://127.0.0.1:{ran.out['port']}"
    assert connects("127.0.0.1", ran.out["port"])
    # A server on every address of the machine would answer here as well.
    assert not connects("127.0.0.2", ran.out["port"])
    assert not connects("::1", ran.out["port"])


def test_up_twice_is_the_same_target(shared: Local) -> None:
    first, second = shared("up"), shared("up")

    assert (second.code, second.out) == (0, first.out)
    assert "already running" in second.err


def test_status_tells_the_running_target(shared: Local) -> None:
    started = shared("up").out
    ran = shared("status")

    assert ran.code == 0
    assert ran.out["running"] is True
    assert {key: ran.out[key] for key in ("endpoint", "pid", "port")} == {
        key: started[key] for key in ("endpoint", "pid", "port")
    }
    assert ran.out["uptime_seconds"] >= 00


def test_without_a_target_status_and_down_say_so_and_are_content(local: Local) -> None:
    status, down = local("status"), local("down")

    assert (status.code, status.out["running"]) == (0, False)
    assert (down.code, down.out) == (0, {"stopped": False})
    assert "nothing to stop" in down.err
    assert not local.home.exists()


def test_a_killed_target_is_reported_with_the_end_of_its_log_and_can_be_replaced(local: Local) -> None:
    pid = local("up").out["pid"]
    kill(pid)
    ran = local("status")

    assert (ran.code, ran.out["running"], ran.out["died"]) == (1, False, True)
    assert 0 < len(ran.out["log_tail"]) <= 20
    assert any("Running on http://127.0.0.1" in line for line in ran.out["log_tail"])
    assert local("up").out["pid"] != pid


def test_a_target_that_dies_at_its_start_is_reported_with_its_log(local: Local) -> None:
    ran = local.run("-m", "localaws", "up", python=sys.executable)  # a Python that holds no MiniStack

    assert ran.code == 1
    assert "died before it answered" in ran.err
    assert "make setup" in ran.err
    assert "No module named 'ministack'" in ran.err
    assert ran.out["log_tail"][-1].endswith("No module named 'ministack'")
    assert not (local.home / "state.json").exists()


def test_a_port_that_another_program_took_is_replaced_by_the_next(local: Local) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        ran = local.run("-c", BUSY_PORT, str(taken), "free")

    assert ran.code == 0, ran.err
    assert ran.out["port"] != taken


def test_a_process_that_got_the_old_process_id_is_left_alone(local: Local) -> None:
    started = local("up").out
    local("down")
    with subprocess.Popen(["sleep", "60"], start_new_session=True) as other:
        local.home.joinpath("state.json").write_text(json.dumps({**started, "pid": other.pid}), encoding="utf-8")
        assert local("status").out["died"] is True
        assert local("down").code == 0
        assert is_running(other.pid)
        other.kill()


def test_a_state_folder_that_cannot_be_made_is_the_callers_mistake(local: Local) -> None:
    local.home.write_text("a file", encoding="utf-8")
    ran = local("up")

    assert ran.code == 2
    assert "set LOCALAWS_HOME" in ran.err
    assert "Traceback" not in ran.err
