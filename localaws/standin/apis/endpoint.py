"""A SageMaker endpoint with OpenAI-style chat: request -> ``JudgeRequest``; answer -> response; error -> error."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from localaws.standin.apis.error_replies import json_error, message_of
from localaws.standin.faults.kinds import Document, ServiceError
from localaws.standin.messages.http_reply import HttpReply
from localaws.standin.messages.judge_answer import JudgeAnswer
from localaws.standin.messages.judge_request import InvalidJudgeRequest, JudgeRequest

CODES: Final[Mapping[str, tuple[int, str]]] = {
    "InternalServerException": (500, "InternalFailure"),
    "ServiceUnavailableException": (503, "ServiceUnavailable"),
    "ValidationException": (400, "ValidationError"),
    "ResourceNotFoundException": (400, "ValidationError"),
}
"""Errors that have another status or name in this API (source: botocore's model of sagemaker-runtime)."""

ORIGINAL: Final[Mapping[int, int]] = {424: 500, 408: 0}
"""Bedrock's status for a model's failure -> the container's own status; 0 if the container did not answer in time."""

FINISH: Final[Mapping[str, str]] = {
    "tool_use": "tool_calls",
    "end_turn": "stop",
    "stop_sequence": "stop",
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
    "content_filtered": "content_filter",
    "guardrail_intervened": "content_filter",
}
"""Converse's ``stopReason`` -> chat's ``finish_reason``. Any other value is passed on unchanged."""


def parse(model: str, body: Mapping[str, Any]) -> JudgeRequest:
    """Return the judge request in a chat request. Raises ``InvalidJudgeRequest``."""
    try:
        form, tool, schema = _form(body)
        said = {
            role: "\n\n".join(_text(turn["content"]) for turn in body["messages"] if turn["role"] == role)
            for role in ("system", "user")
        }
        most = int(body.get("max_completion_tokens") or body.get("max_tokens") or 4096)
        return JudgeRequest(model, said["system"], said["user"], form, tool, schema, most)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise InvalidJudgeRequest(f"The request is no chat request: {type(error).__name__} at {error}") from error


def _text(content: Any) -> str:
    return content if isinstance(content, str) else "\n".join(part["text"] for part in content if "text" in part)


def _form(body: Mapping[str, Any]) -> tuple[Any, str, Mapping[str, object]]:
    if tools := body.get("tools"):
        functions = {tool["function"]["name"]: tool["function"] for tool in tools}
        choice: Any = body.get("tool_choice")
        name = next(iter(functions), "") if choice is None or isinstance(choice, str) else choice["function"]["name"]
        return "tool", name, functions[name]["parameters"]
    shape = body.get("response_format", {})
    if shape.get("type") == "json_schema":
        return "json", "", shape["json_schema"]["schema"]
    return "text", "", {}


def render(answer: JudgeAnswer, request: JudgeRequest, _seconds: float) -> Document:
    """Return the response. This API reports no latency."""
    texts = [str(block.value) for block in answer.blocks if block.kind == "text"]
    message: dict[str, object] = {"role": "assistant", "content": "\n".join(texts) if texts else None}
    if thought := [str(block.value) for block in answer.blocks if block.kind == "reasoning"]:
        message["reasoning_content"] = "\n".join(thought)
    calls = [
        {"id": f"call_standin{n}", "type": "function", "function": {"name": b.tool, "arguments": json.dumps(b.value)}}
        for n, b in enumerate(answer.blocks)
        if b.kind == "tool"
    ]
    if calls:
        message["tool_calls"] = calls
    used = {"prompt_tokens": request.input_tokens, "completion_tokens": answer.output_tokens}
    return {
        "id": "chatcmpl-standin",
        "object": "chat.completion",
        "model": request.model,
        "choices": [{"index": 0, "message": message, "finish_reason": FINISH.get(answer.stop, answer.stop)}],
        "usage": {**used, "total_tokens": sum(used.values())},
    }


def render_error(error: ServiceError, model: str) -> HttpReply:
    """Return the error's reply. An error of the model itself is wrapped into the service's ``ModelError``."""
    said = message_of(error, model)
    if error.is_models:
        status = ORIGINAL.get(error.status, error.status)
        message = f"Received {'client' if 400 <= status < 500 else 'server'} error ({status}) from primary: {said}"
        original = {"OriginalStatusCode": status, "OriginalMessage": said}
        return json_error(424, "ModelError", {"Message": message, **original})
    status, code = CODES.get(error.code, (error.status, error.code))
    return json_error(status, code, {"Message": said})
