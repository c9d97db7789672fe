"""The local AWS target runs handlers in a clean environment and leaves none of their processes behind."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.localaws.functions import put_function
from tests.localaws.processes import kill, processes_of

if TYPE_CHECKING:
    from tests.localaws.command import Local

HANDLER = """
import os, signal, time
def handler(event, context):
    if "sign" in event:
        if event["stubborn"]:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
        open(event["sign"], "w").close()
        time.sleep(120)
    return {"pid": os.getpid(), "environment": dict(os.environ)}
"""
IMPATIENT_DOWN = """
import os
from localaws import target
from localaws.state import Home
print(target.stop(Home.of(os.environ), term_seconds=1.0).pid)
"""
"""``down``, which otherwise gives a process 10 seconds to stop."""


def test_a_handler_sees_dummy_credentials_and_nothing_of_the_callers_environment(shared: Local) -> None:
    seen = put_function(shared("up").out, HANDLER)()["environment"]

    assert "PRIVATE_WORD" not in seen
    assert seen["AWS_ACCESS_KEY_ID"] in {"test", "000000000000"}  # MiniStack's own: the account's number
    assert seen["AWS_SECRET_ACCESS_KEY"] == "test"
    assert not seen.get("AWS_SESSION_TOKEN")
    assert seen["AWS_EC2_METADATA_DISABLED"] == "true"
    assert Path(seen["HOME"]).is_relative_to(shared.home)
    assert Path(seen["TMPDIR"]).is_relative_to(shared.home)
    assert not Path(seen["AWS_SHARED_CREDENTIALS_FILE"]).exists()
    assert not Path(seen["AWS_CONFIG_FILE"]).exists()


def test_down_leaves_no_process_and_no_temporary_file_behind(local: Local) -> None:
    started = local("up").out
    worker = put_function(started, HANDLER)()["pid"]
    assert {started["pid"], worker} <= set(processes_of(started["pid"]))

    assert local("down").out["stopped"] is True
    assert processes_of(started["pid"]) == []
    assert not (local.home / "tmp").exists()
    assert not (local.home / "state.json").exists()


def start_long_handler(target: dict[str, Any], sign: Path, *, is_stubborn: bool) -> None:
    """Return when a handler runs that takes two minutes."""
    put_function(target, HANDLER).begin(sign=str(sign), stubborn=is_stubborn)
    deadline = time.monotonic() + 120
    while not sign.exists():
        assert time.monotonic() < deadline, "the handler did not start in two minutes"
        time.sleep(0.05)


def test_down_also_ends_a_handler_that_will_not_stop(local: Local, tmp_path: Path) -> None:
    started = local("up").out
    start_long_handler(started, tmp_path / "sign", is_stubborn=True)

    ran = local.run("-c", IMPATIENT_DOWN)
    assert (ran.code, ran.text) == (0, f"{started['pid']}\n"), ran.err
    assert processes_of(started["pid"]) == []


def test_down_also_ends_the_handlers_that_a_killed_target_left(local: Local, tmp_path: Path) -> None:
    started = local("up").out
    start_long_handler(started, tmp_path / "sign", is_stubborn=False)
    kill(started["pid"])
    assert processes_of(started["pid"]) != []

    assert local("down").out["stopped"] is True
    assert processes_of(started["pid"]) == []
