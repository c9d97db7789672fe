"""Bedrock's Converse: request -> asked; answer -> response; refusal -> error."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, cast

from localaws.standin.faults.kinds import Document, Refusal
from localaws.standin.judging.answer import Answer, Block
from localaws.standin.judging.asked import Asked, Unasked
from localaws.standin.refusing import refused, worded
from localaws.standin.reply import Reply


def read(model: str, body: Mapping[str, Any]) -> Asked:
    """What a request asks. Raises ``Unasked``."""
    try:
        form, tool, schema = _form(body)
        user = "\n\n".join(_text(turn["content"]) for turn in body["messages"] if turn["role"] == "user")
        most = int(body.get("inferenceConfig", {}).get("maxTokens", 4096))
        return Asked(model, _text(body.get("system", [])), user, form, tool, schema, most)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise Unasked(f"The request is no Converse request: {type(error).__name__} at {error}") from error


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


def write(answer: Answer, asked: Asked, seconds: float) -> Document:
    """The response."""
    used = {"inputTokens": asked.input_tokens, "outputTokens": answer.output_tokens}
    content = [_block(block, n) for n, block in enumerate(answer.blocks)]
    return {
        "output": {"message": {"role": "assistant", "content": content}},
        "stopReason": answer.stop,
        "usage": {**used, "totalTokens": sum(used.values())},
        "metrics": {"latencyMs": round(seconds * 1000)},
    }


def refuse(refusal: Refusal, model: str) -> Reply:
    """The error."""
    return refused(refusal.status, refusal.code, {"message": worded(refusal, model)})


def _block(block: Block, number: int) -> Mapping[str, object]:
    if block.kind == "tool":
        return {"toolUse": {"toolUseId": f"tooluse_standin{number}", "name": block.tool, "input": block.value}}
    if block.kind == "reasoning":
        return {"reasoningContent": {"reasoningText": {"text": block.value, "signature": "c3RhbmQtaW4="}}}
    return {"text": cast("str", block.value)}
