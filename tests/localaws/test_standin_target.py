"""The stand-in judge as a part of the local AWS target: handlers find it, and it lives and dies with the target."""

from __future__ import annotations

import io
import json
import os
import signal
import time
import zipfile
from typing import TYPE_CHECKING, Any, cast

import boto3
import psutil

from tests.localaws.asking import MODEL, REFERENCE, fenced, tool
from tests.localaws.asking import SCORE as SCALE

if TYPE_CHECKING:
    from tests.localaws.conftest import Local

HANDLER = """
import os, urllib.request
def handler(event, context):
    url = os.environ["AWS_ENDPOINT_URL_BEDROCK_RUNTIME"] + "/model/m/converse"
    reply = urllib.request.urlopen(urllib.request.Request(url, event["ask"].encode(), method="POST"), timeout=20)
    return {"reply": reply.read().decode(), "endpoint": os.environ["AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME"]}
"""


def deployed(endpoint: str) -> Any:
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
        Timeout=60,
    )
    return client


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    while is_running(pid):
        time.sleep(0.01)


def is_running(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_a_handler_asks_the_stand_in_that_status_names(local: Local) -> None:
    started = local("up").out
    user = fenced(reference=REFERENCE, candidate=REFERENCE)
    ask = {"modelId": MODEL, "messages": [{"role": "user", "content": [{"text": user}]}], "toolConfig": tool(SCALE)}
    payload = json.dumps({"ask": json.dumps(ask)})

    got = json.load(deployed(started["endpoint"]).invoke(FunctionName="probe", Payload=payload)["Payload"])
    reply = json.loads(got["reply"])
    status = local("status").out

    assert reply["output"]["message"]["content"][0]["toolUse"]["input"] == {"score": 5}
    assert got["endpoint"] == started["judge_endpoint"] == status["judge_endpoint"]
    assert (status["judge"], status["judge_running"]) == ("stand-in judge", True)


def test_a_judge_that_died_is_reported_and_up_starts_another_where_handlers_look_for_it(local: Local) -> None:
    first = local("up").out
    kill(first["judge_pid"])
    status = local("status")

    assert (status.code, status.out["running"], status.out["judge_running"]) == (1, True, False)
    assert "its stand-in judge is not: start it again with `up`" in status.err

    second = local("up").out
    assert (second["pid"], second["judge_endpoint"]) == (first["pid"], first["judge_endpoint"])
    assert second["judge_pid"] != first["judge_pid"]
    assert local("status").code == 0


def test_down_ends_the_judge_too_and_also_that_of_a_killed_target(local: Local) -> None:
    first = local("up").out
    local("down")
    assert not is_running(first["judge_pid"])

    second = local("up").out
    kill(second["pid"])
    local("down")
    assert not is_running(second["judge_pid"])


def test_a_judge_configured_wrongly_keeps_the_target_from_starting_and_says_why(local: Local) -> None:
    ran = local("up", STANDIN_CONFIGURATION='{"judge": "kind"}')

    assert ran.code == 2
    assert "starting the stand-in judge failed" in ran.err
    assert "got 'kind', expected one of lexical" in ran.err
    assert local("status").out["running"] is False
