"""Seals bind a verdict to its question: random digits that a reply must carry, and that no candidate can know.

If a connection gets out of step, each call reads the reply to an earlier one. Only the seal shows it.
A forced tool carries the seal in its name, which costs no tokens and leaves its schema the same for every call.
Structured output has no name, so the model copies the seal into a field.
"""

import re
from collections.abc import Mapping
from typing import Final, cast

from reward_runtime.judge.call import Prompt, Tool

__all__ = ["SEAL_FIELD", "AnotherQuestionError", "check_name", "copying", "named", "without_seal"]

SEAL_FIELD: Final = "seal"


class AnotherQuestionError(Exception):
    """The reply carries the seal of another question."""


def named(prompt: Prompt) -> str:
    """Return the name of the tool of this call: ``give_verdict_1f0c93ab``."""
    return f"{prompt.tool.name}_{prompt.seal}" if prompt.seal else prompt.tool.name


def check_name(used: object, name: str) -> None:
    """Raise ``AnotherQuestionError`` if a reply calls the tool ``used``, which is ``name`` with another seal."""
    stem, _, seal = name.rpartition("_")
    other = re.fullmatch(f"{re.escape(stem)}_[0-9a-f]{{{len(seal)}}}", used) if isinstance(used, str) else None
    if stem and other and used != name:
        raise AnotherQuestionError


def copying(prompt: Prompt) -> tuple[str, Tool]:
    """Return the user's text and the tool of a call with structured output: it asks for the seal, as a first field.

    The schema is the same for every call, because services compile each new one, which may take a minute.
    """
    if not prompt.seal:
        return prompt.user, prompt.tool
    schema = dict(prompt.tool.schema)
    properties = {SEAL_FIELD: {"type": "string"}, **cast("Mapping[str, object]", schema.get("properties", {}))}
    schema |= {"properties": properties, "required": [SEAL_FIELD, *cast("list[str]", schema.get("required", []))]}
    user = f"{prompt.user} In `{SEAL_FIELD}`, copy {prompt.seal}."
    return user, Tool(prompt.tool.name, prompt.tool.description, schema)


def without_seal(verdict: object, seal: str) -> object:
    """Return a structured verdict without its seal. Raise ``AnotherQuestionError`` if it is not ``seal``."""
    if not seal or not isinstance(verdict, dict):
        return verdict
    fields = dict(cast("Mapping[str, object]", verdict))
    if fields.pop(SEAL_FIELD, None) != seal:
        raise AnotherQuestionError
    return fields
