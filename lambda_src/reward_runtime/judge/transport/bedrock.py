"""A judge in Amazon Bedrock: each call is one Converse request."""

import json
from collections.abc import Mapping
from typing import Any

from reward_runtime.judge.call import Prompt, Reply
from reward_runtime.judge.omitted import texts_without
from reward_runtime.judge.settings import JudgeSettings
from reward_runtime.judge.transport.client import TimedClient
from reward_runtime.judge.transport.document import DocumentError, as_list, as_object, as_text, counted, parsed
from reward_runtime.judge.transport.seal import AnotherQuestionError, check_name, copying, named, without_seal

__all__ = ["Bedrock", "read_converse"]


class Bedrock:
    """A ``Transport``. Forces the model to call the prompt's tool or, if it supports that, to reply in its schema."""

    def __init__(self, settings: JudgeSettings) -> None:
        """Make the client without calling it. Raises ``SettingsError`` if there is no region."""
        self._client = TimedClient("bedrock-runtime", settings)
        self._settings = settings
        self._guardrail = _guardrail_of(settings)

    def open(self, connections: int) -> None:
        """See ``Transport``."""
        self._client.open(connections)

    def ask(self, prompt: Prompt, timeout_seconds: float) -> Reply:
        """See ``Transport``."""
        body = self._client.call("converse", timeout_seconds, **self._request(prompt))
        try:
            return read_converse(body, named(prompt), self._settings.structured, prompt.seal)
        except AnotherQuestionError:
            raise self._client.another_question() from None
        except DocumentError as error:
            raise self._client.broken(error) from None

    def _request(self, prompt: Prompt) -> dict[str, Any]:
        settings = self._settings
        user, tool = copying(prompt) if settings.structured else (prompt.user, prompt.tool)
        name = "" if settings.structured else named(prompt)
        system, user = texts_without(settings.omit, prompt, user, name)
        sampling = {} if "temperature" in settings.omit else {"temperature": 0.0}
        request: dict[str, Any] = {
            "modelId": settings.model,
            **({"system": [{"text": system}]} if system else {}),
            "messages": [{"role": "user", "content": [{"text": user}]}],
            "inferenceConfig": {**sampling, "maxTokens": prompt.max_tokens},
            **self._guardrail,
        }
        if settings.structured:
            schema = {"name": tool.name, "description": tool.description, "schema": json.dumps(dict(tool.schema))}
            text_format = {"type": "json_schema", "structure": {"jsonSchema": schema}}
            return {**request, "outputConfig": {"textFormat": text_format}}
        spec = {"name": name, "description": tool.description, "inputSchema": {"json": tool.schema}}
        choice: dict[str, Any] = {"any": {}} if "tool_name" in settings.omit else {"tool": {"name": name}}
        forced = {} if "tool_choice" in settings.omit else {"toolChoice": choice}
        return {**request, "toolConfig": {"tools": [{"toolSpec": spec}], **forced}}


def _guardrail_of(settings: JudgeSettings) -> dict[str, Any]:
    if not settings.guardrail_version:
        return {}
    named = {"guardrailIdentifier": settings.guardrail, "guardrailVersion": settings.guardrail_version}
    # A trace would repeat the words that were blocked.
    return {"guardrailConfig": {**named, "trace": "disabled"}}


def read_converse(body: Mapping[str, object], tool: str, structured: bool, seal: str = "") -> Reply:
    """Return the reply in a Converse body.

    Raises:
        DocumentError: there is none.
        AnotherQuestionError: it carries another seal.
    """
    stop = as_text(body.get("stopReason"))
    message = as_object(as_object(body.get("output")).get("message"))
    # Blocks of other kinds, such as reasoning, contain no verdict.
    blocks = [as_object(block) for block in as_list(message.get("content"))]
    text = "".join(as_text(block["text"]) for block in blocks if "text" in block)
    uses = [as_object(block["toolUse"]) for block in blocks if "toolUse" in block]
    tokens = counted(body.get("usage"), "inputTokens"), counted(body.get("usage"), "outputTokens")
    if structured:
        return Reply(stop, without_seal(parsed(text), seal), text, *tokens)
    for use in uses:
        check_name(use.get("name"), tool)
    if len(uses) > 1 or any(use.get("name") != tool for use in uses):
        # Two verdicts count as none, because nothing says which of them is meant.
        return Reply("malformed_tool_use", None, text, *tokens)
    return Reply(stop, uses[0].get("input") if uses else None, text, *tokens)
