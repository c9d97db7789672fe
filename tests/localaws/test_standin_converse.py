"""The stand-in speaks Converse to AWS's own client."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import boto3
import pytest
from botocore.config import Config

from tests.standin import StandIn, stand_in

NONCE = "0123456789abcdef" * 2
SCALE = {"type": "object", "properties": {"score": {"type": "integer", "enum": [1, 2, 3, 4, 5]}}}
MODEL = "arn:aws:bedrock:us-east-1:000000000000:inference-profile/us.amazon.nova-pro-v1:0"


@pytest.fixture(scope="module")
def judge() -> Iterator[StandIn]:
    with stand_in() as running:
        yield running


def client(judge: StandIn) -> Any:
    keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test", "region_name": "us-east-1"}
    once = Config(retries={"total_max_attempts": 1}, read_timeout=5)
    return cast("Any", boto3).client("bedrock-runtime", endpoint_url=judge.endpoint, config=once, **keys)


def ask(judge: StandIn, candidate: str, reference: str = "The capital of France is Paris") -> Any:
    fenced = "\n".join(
        f"<{name}-{NONCE}>\n{text}\n</{name}-{NONCE}>"
        for name, text in (("reference", reference), ("candidate", candidate))
    )
    tool = {"toolSpec": {"name": "grade", "inputSchema": {"json": SCALE}}}
    return client(judge).converse(
        modelId=MODEL,
        system=[{"text": "Grade the candidate."}],
        messages=[{"role": "user", "content": [{"text": fenced}]}],
        toolConfig={"tools": [tool], "toolChoice": {"tool": {"name": "grade"}}},
    )


def test_the_forced_tool_is_called_with_a_value_of_its_schema(judge: StandIn) -> None:
    judge.configure()
    reply = ask(judge, "The capital of France is Paris")

    (block,) = reply["output"]["message"]["content"]
    assert (reply["stopReason"], block["toolUse"]["name"]) == ("tool_use", "grade")
    assert block["toolUse"]["input"] == {"score": 5}
    assert reply["usage"]["totalTokens"] == reply["usage"]["inputTokens"] + reply["usage"]["outputTokens"]


def test_a_response_with_no_word_of_the_reference_gets_the_lowest(judge: StandIn) -> None:
    judge.configure()

    assert ask(judge, "London")["output"]["message"]["content"][0]["toolUse"]["input"] == {"score": 1}
