"""Bedrock's Converse: request -> ``JudgeRequest``; ``JudgeAnswer`` -> response; ``ServiceError`` -> error."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, cast

from localaws.standin.apis.error_replies import json_error, message_of
from localaws.standin.faults.kinds import Document, ServiceError
from localaws.standin.messages.http_reply import HttpReply
from localaws.standin.messages.judge_answer import ContentBlock, JudgeAnswer
from localaws.standin.messages.judge_request import InvalidJudgeRequest, JudgeRequest


def parse(model: str, body: Mapping[str, Any]) -> JudgeRequest:
    """Return the judge request in a Converse request. Raises ``InvalidJudgeRequest``."""
    try:
        form, tool, schema = _form(body)
        user = "\n\n".join(_text(turn["content"]) for turn in body["messages"] if turn["role"] == "user")
        most = int(body.get("inferenceConfig", {}).get("maxTokens", 4096))
        return JudgeRequest(model, _text(body.get("system", [])), user, form, tool, schema, most)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise InvalidJudgeRequest(f"The request is no Converse request: {type(error).__name__} at {error}") from error


def _text(blocks: Sequence[Mapping[str, Any]]) -> str:
    return "\n".join(block["text"] for block in blocks if "text" in block)


def _form(body: Mapping[str, Any]) -> tuple[Any, str, Mapping[str, object]]:
    if tools := body.get("toolConfig"):
        specs = {tool["toolSpec"]["name"]: tool["toolSpec"] for tool in tools["tools"] if "toolSpec" in tool}
        name = tools.get("toolChoice", {}).get("tool", {}).get("name") or next(iter(specs), "")
        return "tool", name, specs[name]["inputSchema"]["json"]
    if shape := body.get("outputConfig", {}).get("textFormat"):
        return "json", "", json.loads(shape["structure"]["jsonSchema"]["schema"])
    return "text", "", {}


def render(answer: JudgeAnswer, request: JudgeRequest, seconds: float) -> Document:
    """Return the response."""
    used = {"inputTokens": request.input_tokens, "outputTokens": answer.output_tokens}
    content = [_block(block, n) for n, block in enumerate(answer.blocks)]
    return {
        "output": {"message": {"role": "assistant", "content": content}},
        "stopReason": answer.stop,
        "usage": {**used, "totalTokens": sum(used.values())},
        "metrics": {"latencyMs": round(seconds * 1000)},
    }


def render_error(error: ServiceError, model: str) -> HttpReply:
    """Return the error's reply."""
    original = {"originalStatusCode": error.original, "resourceName": model} if error.original else {}
    return json_error(error.status, error.code, {"message": message_of(error, model), **original})


def _block(block: ContentBlock, number: int) -> Mapping[str, object]:
    if block.kind == "tool":
        return {"toolUse": {"toolUseId": f"tooluse_standin{number}", "name": block.tool, "input": block.value}}
    if block.kind == "reasoning":
        return {"reasoningContent": {"reasoningText": {"text": block.value, "signature": "c3RhbmQtaW4="}}}
    return {"text": cast("str", block.value)}
