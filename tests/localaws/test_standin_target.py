"""The stand-in judge in the local AWS target: handlers find it, and it starts and ends with the target."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.localaws.asking import MODEL, REFERENCE, fenced, tool
from tests.localaws.asking import SCORE as SCALE
from tests.localaws.functions import put_function
from tests.localaws.processes import is_running, kill

if TYPE_CHECKING:
    from tests.localaws.command import Local

HANDLER = """
import os, urllib.request
def handler(event, context):
    url = os.environ["AWS_ENDPOINT_URL_BEDROCK_RUNTIME"] + "/model/m/converse"
    reply = urllib.request.urlopen(urllib.request.Request(url, event["ask"].encode(), method="POST"), timeout=20)
    return {"reply": reply.read().decode(), "endpoint": os.environ["AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME"]}
"""


def test_a_handler_asks_the_stand_in_that_status_names(shared: Local) -> None:
    started = shared("up").out
    user = fenced(reference=REFERENCE, candidate=REFERENCE)
    ask = {"modelId": MODEL, "messages": [{"role": "user", "content": [{"text": user}]}], "toolConfig": tool(SCALE)}

    got = put_function(started, HANDLER)(ask=json.dumps(ask))
    reply = json.loads(got["reply"])
    status = shared("status").out

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
