"""The local AWS target runs handlers in a clean environment and leaves none of their processes behind."""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import boto3
import psutil

if TYPE_CHECKING:
    from tests.localaws.conftest import Local

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


def function_on(endpoint: str) -> Any:
    """A Lambda client of the target, which holds the one function ``probe``."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("probe.py", HANDLER)
    keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test", "region_name": "us-east-1"}
    client = cast("Any", boto3).client("lambda", endpoint_url=endpoint, **keys)
    client.create_function(
        FunctionName="probe",
        Runtime="python3.13",
        Role="arn:aws:iam::000000000000:role/probe",
        Handler="probe.handler",
        Code={"ZipFile": packed.getvalue()},
        Timeout=300,
    )
    return client


def processes_of(group: int) -> list[str]:
    found: list[str] = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, ProcessLookupError):
            if process.status() != psutil.STATUS_ZOMBIE and os.getpgid(process.pid) == group:
                found.append(str(process.pid))
    return found


def test_a_handler_sees_dummy_credentials_and_nothing_of_the_callers_environment(local: Local) -> None:
    client = function_on(local("up").out["endpoint"])
    seen = json.load(client.invoke(FunctionName="probe", Payload=b"{}")["Payload"])["environment"]

    assert "PRIVATE_WORD" not in seen
    assert seen["AWS_ACCESS_KEY_ID"] in {"test", "000000000000"}  # MiniStack's own: the account's number
    assert seen["AWS_SECRET_ACCESS_KEY"] == "test"
    assert not seen.get("AWS_SESSION_TOKEN")
    assert seen["AWS_EC2_METADATA_DISABLED"] == "true"
    assert Path(seen["HOME"]).is_relative_to(local.home)
    assert Path(seen["TMPDIR"]).is_relative_to(local.home)
    assert not Path(seen["AWS_SHARED_CREDENTIALS_FILE"]).exists()
    assert not Path(seen["AWS_CONFIG_FILE"]).exists()


def test_down_leaves_no_process_and_no_temporary_file_behind(local: Local) -> None:
    started = local("up").out
    client = function_on(started["endpoint"])
    worker = json.load(client.invoke(FunctionName="probe", Payload=b"{}")["Payload"])["pid"]
    assert {str(started["pid"]), str(worker)} <= set(processes_of(started["pid"]))

    assert local("down").out["stopped"] is True
    assert processes_of(started["pid"]) == []
    assert not (local.home / "tmp").exists()
    assert not (local.home / "state.json").exists()


def start_long_handler(endpoint: str, sign: Path, *, is_stubborn: bool) -> None:
    """Return once a handler runs that takes two minutes."""
    payload = json.dumps({"sign": str(sign), "stubborn": is_stubborn}).encode()
    function_on(endpoint).invoke(FunctionName="probe", InvocationType="Event", Payload=payload)
    deadline = time.monotonic() + 60
    while not sign.exists():
        assert time.monotonic() < deadline, "the handler did not start in 60 s"
        time.sleep(0.05)


def test_down_also_ends_a_handler_that_will_not_stop(local: Local, tmp_path: Path) -> None:
    started = local("up").out
    start_long_handler(started["endpoint"], tmp_path / "sign", is_stubborn=True)

    assert local("down").out["stopped"] is True
    assert processes_of(started["pid"]) == []


def test_down_also_ends_the_handlers_that_a_killed_target_left(local: Local, tmp_path: Path) -> None:
    started = local("up").out
    start_long_handler(started["endpoint"], tmp_path / "sign", is_stubborn=False)
    os.kill(started["pid"], signal.SIGKILL)
    while str(started["pid"]) in processes_of(started["pid"]):
        time.sleep(0.01)
    assert processes_of(started["pid"]) != []

    assert local("down").out["stopped"] is True
    assert processes_of(started["pid"]) == []
