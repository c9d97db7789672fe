"""A judge behind a SageMaker endpoint with OpenAI's chat completions API, as vLLM's containers have it."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from reward_runtime.judge.call import Prompt, Reply
from reward_runtime.judge.omitted import texts_without
from reward_runtime.judge.settings import JudgeSettings
from reward_runtime.judge.transport.client import TimedClient
from reward_runtime.judge.transport.document import (
    DocumentError,
    as_list,
    as_object,
    as_text,
    counted,
    parsed,
    read_json,
)
from reward_runtime.judge.transport.seal import AnotherQuestionError, check_name, copying, named, without_seal

__all__ = ["Endpoint", "read_chat"]

_STOPS: Final = MappingProxyType(
    {
        "stop": "end_turn",
        "length": "max_tokens",
        "tool_calls": "tool_use",
        "function_call": "tool_use",
        "content_filter": "content_filtered",
    }
)
"""OpenAI's ``finish_reason`` -> Converse's ``stopReason``. Others are passed on unchanged."""


class Endpoint:
    """A ``Transport``. Forces the model to call the prompt's tool or, if it supports that, to reply in its schema."""

    def __init__(self, settings: JudgeSettings) -> None:
        """Make the client without calling it. Raises ``SettingsError`` if there is no region."""
        self._client = TimedClient("sagemaker-runtime", settings)
        self._settings = settings
        self._component = {"InferenceComponentName": settings.component} if settings.component else {}

    def open(self, connections: int) -> None:
        """See ``Transport``."""
        self._client.open(connections)

    def ask(self, prompt: Prompt, timeout_seconds: float) -> Reply:
        """See ``Transport``."""
        answer = self._client.call(
            "invoke_endpoint",
            timeout_seconds,
            EndpointName=self._settings.model,
            **self._component,
            ContentType="application/json",
            Accept="application/json",
            Body=json.dumps(self._request(prompt)).encode(),
        )
        try:
            body = as_object(read_json(answer["Body"]))
            return read_chat(body, named(prompt), self._settings.structured, prompt.seal)
        except AnotherQuestionError:
            raise self._client.another_question() from None
        except DocumentError as error:
            raise self._client.broken(error) from None

    def _request(self, prompt: Prompt) -> dict[str, Any]:
        settings, omit = self._settings, self._settings.omit
        user, tool = copying(prompt) if settings.structured else (prompt.user, prompt.tool)
        name = "" if settings.structured else named(prompt)
        system, user = texts_without(omit, prompt, user, name)
        said = [("system", system), ("user", user)] if system else [("user", user)]
        request: dict[str, Any] = {
            "messages": [{"role": role, "content": content} for role, content in said],
            **({} if "temperature" in omit else {"temperature": 0}),
            "max_completion_tokens" if "max_tokens" in omit else "max_tokens": prompt.max_tokens,
        }
        if settings.structured:
            strict = {} if "strict" in omit else {"strict": True}
            schema = {"name": tool.name, "schema": tool.schema, **strict}
            return {**request, "response_format": {"type": "json_schema", "json_schema": schema}}
        function = {"name": name, "description": tool.description, "parameters": tool.schema}
        request["tools"] = [{"type": "function", "function": function}]
        choice = "required" if "tool_name" in omit else {"type": "function", "function": {"name": name}}
        return request if "tool_choice" in omit else {**request, "tool_choice": choice}


def read_chat(body: Mapping[str, object], tool: str, structured: bool, seal: str = "") -> Reply:
    """Return the reply in a chat completion, in Converse's terms. Raises as ``read_converse`` does."""
    choices = as_list(body.get("choices"))
    if len(choices) != 1:
        raise DocumentError
    choice = as_object(choices[0])
    finish = as_text(choice.get("finish_reason"))
    message = as_object(choice.get("message"))
    text = message.get("content") or ""
    text = text if isinstance(text, str) else ""
    tokens = counted(body.get("usage"), "prompt_tokens"), counted(body.get("usage"), "completion_tokens")
    stop = _STOPS.get(finish, finish)
    if structured:
        return Reply(stop, without_seal(parsed(text), seal), text, *tokens)
    uses = as_list(message.get("tool_calls") or [])
    if not uses:
        return Reply(stop, None, text, *tokens)
    verdict = _arguments(uses, tool)
    if stop == "end_turn":
        # Some servers report "stop" after a forced call.
        stop = "tool_use"
    return Reply(stop if verdict is not None or stop == "max_tokens" else "malformed_tool_use", verdict, text, *tokens)


def _arguments(uses: Any, tool: str) -> object:
    """Return the arguments of the one call. Return ``None`` if they are not JSON or there are two calls."""
    function = as_object(as_object(uses[0]).get("function"))
    check_name(function.get("name"), tool)
    if len(uses) > 1 or function.get("name") != tool:
        return None
    return parsed(as_text(function.get("arguments")))
