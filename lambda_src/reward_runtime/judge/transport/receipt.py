"""Receipts bind a verdict to its question: random digits that a reply must carry, and that no candidate can know.

If a connection gets out of step, each call reads the reply to an earlier one, and nothing else in a reply would tell.
A forced tool carries the receipt in its name, which costs no tokens and leaves its schema the same for every call.
Structured output has no name, so the model copies the receipt into a field.
"""

import re
from collections.abc import Mapping
from typing import Final, cast

from reward_runtime.judge.call import Prompt, Tool

__all__ = ["RECEIPT_FIELD", "AnotherQuestionError", "check_name", "copying", "named", "without_receipt"]

RECEIPT_FIELD: Final = "receipt"


class AnotherQuestionError(Exception):
    """The reply carries the receipt of another question."""


def named(prompt: Prompt) -> str:
    """Return the name of the tool of this call: ``give_verdict_1f0c93ab``."""
    return f"{prompt.tool.name}_{prompt.receipt}" if prompt.receipt else prompt.tool.name


def check_name(used: object, name: str) -> None:
    """Raise ``AnotherQuestionError`` if a reply calls the tool ``used``, which is ``name`` with another receipt."""
    stem, _, receipt = name.rpartition("_")
    other = re.fullmatch(f"{re.escape(stem)}_[0-9a-f]{{{len(receipt)}}}", used) if isinstance(used, str) else None
    if stem and other and used != name:
        raise AnotherQuestionError


def copying(prompt: Prompt) -> tuple[str, Tool]:
    """Return the user's text and the tool of a call with structured output: it asks for the receipt, as a first field.

    The schema is the same for every call, because services compile each new one, which may take a minute.
    """
    if not prompt.receipt:
        return prompt.user, prompt.tool
    schema = dict(prompt.tool.schema)
    properties = {RECEIPT_FIELD: {"type": "string"}, **cast("Mapping[str, object]", schema.get("properties", {}))}
    schema |= {"properties": properties, "required": [RECEIPT_FIELD, *cast("list[str]", schema.get("required", []))]}
    user = f"{prompt.user} In `{RECEIPT_FIELD}`, copy {prompt.receipt}."
    return user, Tool(prompt.tool.name, prompt.tool.description, schema)


def without_receipt(verdict: object, receipt: str) -> object:
    """Return a structured verdict without its receipt. Raise ``AnotherQuestionError`` if it is not ``receipt``."""
    if not receipt or not isinstance(verdict, dict):
        return verdict
    fields = dict(cast("Mapping[str, object]", verdict))
    if fields.pop(RECEIPT_FIELD, None) != receipt:
        raise AnotherQuestionError
    return fields
