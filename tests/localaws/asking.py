"""Requests to the stand-in judge, sent by AWS's own client."""

from __future__ import annotations

from typing import Any, cast

import boto3
from botocore.config import Config

from tests.standin import StandIn

NONCE = "0123456789abcdef" * 2
SCORE = {"score": {"type": "integer", "enum": [1, 2, 3, 4, 5]}}
MODEL = "arn:aws:bedrock:us-east-1:000000000000:inference-profile/us.amazon.nova-pro-v1:0"
REFERENCE = "The capital of France is Paris"


def client(judge: StandIn, service: str = "bedrock-runtime", attempts: int = 1, read_timeout: float = 20) -> Any:
    keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test", "region_name": "us-east-1"}
    config = Config(retries={"total_max_attempts": attempts, "mode": "standard"}, read_timeout=read_timeout)
    return cast("Any", boto3).client(service, endpoint_url=judge.endpoint, config=config, **keys)


def fenced(nonce: str = NONCE, **texts: str) -> str:
    """Return a prompt's user text with one fenced block per argument."""
    return "\n\n".join(f"<{name}-{nonce}>\n{text}\n</{name}-{nonce}>" for name, text in texts.items())


def tool(properties: dict[str, Any]) -> dict[str, Any]:
    schema = {"type": "object", "properties": properties, "required": list(properties)}
    spec = {"toolSpec": {"name": "give_verdict", "inputSchema": {"json": schema}}}
    return {"tools": [spec], "toolChoice": {"tool": {"name": "give_verdict"}}}


def converse(asker: Any, user: str, properties: dict[str, Any] = SCORE, system: str = "Grade.") -> Any:
    return asker.converse(
        modelId=MODEL,
        system=[{"text": system}],
        messages=[{"role": "user", "content": [{"text": user}]}],
        toolConfig=tool(properties),
        inferenceConfig={"maxTokens": 100, "temperature": 0.0},
    )


def verdict(reply: Any) -> Any:
    """Return the input of the only tool call."""
    (block,) = reply["output"]["message"]["content"]
    return block["toolUse"]["input"]


def ask(asker: Any, candidate: str, reference: str = REFERENCE) -> Any:
    """Return the verdict on one candidate."""
    return verdict(converse(asker, fenced(reference=reference, candidate=candidate)))
