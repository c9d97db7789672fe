"""Demands of a judge's service on a request: fields that its model takes, a guardrail and a component that exist."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final, cast

from localaws.standin.faults.kinds import ServiceError

REFUSABLE: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "temperature": (("inferenceConfig", "temperature"), ("temperature",)),
    "tool_name": (("toolConfig", "toolChoice", "tool"), ("tool_choice", "function")),
    "tool_choice": (("toolConfig", "toolChoice"), ("tool_choice",)),
    "system": (("system",),),
    "max_tokens": (("max_tokens",),),
    "strict": (("response_format", "json_schema", "strict"),),
}
"""Field -> its paths in Converse and in chat."""

SAID: Final[Mapping[str, str]] = {
    "temperature": "The model returned the following errors: `temperature` is deprecated for this model.",
    "tool_name": "This model doesn't support the toolConfig.toolChoice.tool field. Remove it and try again.",
    "tool_choice": "tool_choice forces tool use, which is not compatible with this model.",
    "system": "This model doesn't support system messages. Try again without a system message.",
    "max_tokens": "Unsupported parameter: 'max_tokens' is not supported with this model.",
    "strict": "response_format.json_schema.strict: Extra inputs are not permitted",
}
NO_GUARDRAIL: Final = ServiceError(
    400, "ValidationException", "The guardrail identifier or version provided in the request does not exist.", True
)
NO_COMPONENT: Final = ServiceError(
    400,
    "ValidationException",
    "Inference Component Name header is required for endpoints to which you plan to deploy inference components.",
    True,
)
ANOTHER_COMPONENT: Final = ServiceError(
    400, "ValidationException", "Inference component COMPONENT was not found.", True
)


def document_of(body: bytes) -> Mapping[str, Any]:
    """Return the object in a body; empty if it holds none, which the API's own parser tells of."""
    try:
        document: object = json.loads(body)
    except ValueError:
        return {}
    return cast("Mapping[str, Any]", document) if isinstance(document, dict) else {}


def refused(document: Mapping[str, Any], refuses: tuple[str, ...]) -> ServiceError | None:
    """Return the error for the first field of ``refuses`` that a request holds."""
    for field in refuses:
        if any(_holds(document, path) for path in REFUSABLE[field]) or (field == "system" and _has_role(document)):
            return ServiceError(400, "ValidationException", SAID[field], True, is_models=True)
    return None


def guardrail_of(document: Mapping[str, Any]) -> str:
    """Return ``ID:VERSION`` of the guardrail that a request names; empty if it names none."""
    named = document.get("guardrailConfig")
    if not isinstance(named, dict):
        return ""
    config = cast("Mapping[str, object]", named)
    return f"{config.get('guardrailIdentifier')}:{config.get('guardrailVersion')}"


def _holds(document: object, path: tuple[str, ...]) -> bool:
    for key in path:
        if not isinstance(document, dict) or key not in document:
            return False
        document = cast("Mapping[str, object]", document)[key]
    return True


def _has_role(document: Mapping[str, Any]) -> bool:
    turns = document.get("messages")
    return isinstance(turns, list) and any(
        isinstance(turn, dict) and cast("Mapping[str, object]", turn).get("role") == "system"
        for turn in cast("list[object]", turns)
    )
