"""Rows -> ``Sample``: id, messages, response and reference, from every place that a platform puts them in."""

import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, Generic, NamedTuple, TypeVar, cast

from reward_runtime.errors import EventError
from reward_runtime.events import unwrap

__all__ = ["MISSING", "Sample", "parse_samples", "text_of"]

R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)

MISSING: Final = object()
"""Stands for a reference that no place of the row holds; ``None`` would be a JSON null."""

_ASSISTANT: Final = frozenset({"assistant", "nova_assistant"})
_RESPONSE_KEYS: Final = ("model_response", "completion", "response", "chosen")
"""Fields that hold the model's output in evaluation rows, if no turn of ``messages`` is it (SageMaker custom-scorer
page). Beside such a turn they are columns of the data set, and may hold the ground truth."""
_REFERENCE_PLACES: Final = (
    ("", "reference_answer", "reference_answer"),
    ("metadata", "reference_answer", "metadata.reference_answer"),
    ("reward_model", "ground_truth", "reward_model.ground_truth"),
    ("extra_info", "reference_answer", "extra_info.reference_answer"),
)
"""Object of the row, key in it, and how both are called in the log; the first that is not null counts."""
_TEXT_BLOCKS: Final = (None, "text", "output_text")
"""Types of the content blocks that are the response; a reasoning block is not."""
_SILENT_BLOCKS: Final = ("reasoning", "thinking", "redacted_thinking", "refusal", "tool_use", "tool_call")
_SILENT_KEYS: Final = ("reasoningContent", "toolUse")
"""Types of the blocks that a model writes beside text, and keys of Converse's blocks without a type. A response of such
blocks alone is empty. A block of any other type may hold text under a name of its own, so it never counts as empty."""
_DEEPEST_CONTENT: Final = 4
"""Blocks within blocks; no platform nests them deeper than two."""


class Sample(NamedTuple, Generic[R_co]):
    """One element of the event, checked only as far as routing needs."""

    id: object
    """As the event has it, of any JSON type; ``None`` only for a lone sample without one."""
    prompt: str
    """Text of the turns before the response, one a line."""
    response: str | None
    """Text of the last assistant turn, empty if it is only reasoning; ``None`` if the row has none that can be read."""
    reference: R_co
    """The row's reference as the row has it, or ``MISSING``; scorers see it parsed."""
    reference_place: str = ""
    """Where the reference stood: ``reference_answer``, ``metadata.reference_answer`` and so on."""
    fields: Mapping[str, object] = MappingProxyType(dict[str, object]())
    """The whole row."""
    turns: Sequence[Mapping[str, object]] = ()
    """The turns before the response, as the row has them."""

    def referring_to(self, reference: R) -> "Sample[R]":
        """Return this sample with its reference parsed."""
        return Sample(self.id, self.prompt, self.response, reference, self.reference_place, self.fields, self.turns)


def parse_samples(event: object) -> list[Sample[object]]:
    """Return one sample per row, in order; ``EventError`` when the event or a row cannot be routed."""
    rows = unwrap(event)
    return [_sample(row, index, alone=len(rows) == 1) for index, row in enumerate(rows)]


def _sample(row: object, index: int, *, alone: bool) -> Sample[object]:
    if not isinstance(row, dict):
        raise EventError(f"sample {index}: got {type(row).__name__}, expected an object with id and messages")
    fields = cast("dict[str, object]", row)
    turns = _turns(fields)
    last = _response_turn(turns)
    response_key = None if last is not None and fields.get("messages") is not None else _response_key(fields)
    if response_key is not None:
        response, asked = text_of(fields[response_key]), turns
    elif last is None:
        response, asked = None, turns
    else:
        said = turns[last].get("content")
        response, asked = said if isinstance(said, str) else text_of(said), turns[:last]
    reference, place = _reference(fields, response_key)
    contents = [turn.get("content") for turn in asked]
    prompt = "\n".join([each if isinstance(each, str) else text_of(each) or "" for each in contents])
    return Sample(_id(fields, index, alone=alone), prompt, response, reference, place, fields, asked)


def _response_turn(turns: list[dict[str, object]]) -> int | None:
    """Index of the last assistant turn; ``None`` if a user has spoken since, because that turn is history."""
    if turns and turns[-1].get("role") == "assistant":
        return len(turns) - 1
    for index in range(len(turns) - 1, -1, -1):
        role = turns[index].get("role")
        if role == "user":
            return None
        if isinstance(role, str) and role in _ASSISTANT:
            return index
    return None


def _response_key(fields: dict[str, object]) -> str | None:
    return next((key for key in _RESPONSE_KEYS if fields.get(key) is not None), None)


def _id(fields: dict[str, object], index: int, *, alone: bool) -> object:
    value = fields.get("id")
    # Nearly every id; encoding it to find out costs a third of the whole parse.
    if isinstance(value, str) and value.isascii():
        return value
    if value is None and not alone:
        raise EventError(
            f"sample {index}: got no id, expected one on every sample of a batch (a column such as my_key does not"
            " count); without it the score cannot be returned to its sample"
        )
    if not _returnable(value):
        raise EventError(
            f"sample {index}: got an id that strict JSON in UTF-8 cannot carry back (NaN, Infinity, a lone surrogate,"
            " or too long a number), expected any other"
        )
    return value


def _returnable(value: object) -> bool:
    try:
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        # UnicodeEncodeError is a ValueError.
        return False
    return True


def _turns(fields: dict[str, object]) -> list[dict[str, object]]:
    turns = fields["messages"] if fields.get("messages") is not None else fields.get("prompt")
    if isinstance(turns, str):
        return [{"role": "user", "content": turns}]
    if not isinstance(turns, list):
        return []
    given = cast("list[object]", turns)
    for turn in given:
        if not isinstance(turn, dict):
            return [turn for turn in cast("list[dict[str, object]]", given) if isinstance(turn, dict)]  # pyright: ignore[reportUnnecessaryIsInstance] - an event's turns may be of any type
    return cast("list[dict[str, object]]", given)


def text_of(content: object, depth: int = 0) -> str | None:
    """Return content as one string: itself, or its text blocks joined; ``None`` if nothing in it can be read.

    No blocks at all, or blocks of reasoning alone, are an empty text: the rollout was cut off before it answered.
    """
    if isinstance(content, str):
        return content
    if depth == _DEEPEST_CONTENT:
        return None
    if isinstance(content, dict):
        block = cast("dict[str, object]", content)
        kind = block.get("type")
        text = text_of(block.get("text"), depth + 1) if kind in _TEXT_BLOCKS else None
        silent = text is None and (kind in _SILENT_BLOCKS or any(key in block for key in _SILENT_KEYS))
        return "" if silent else text
    if not isinstance(content, list):
        return None
    texts = [text_of(block, depth + 1) for block in cast("list[object]", content)]
    found = [text for text in texts if text is not None]
    return "".join(found) if found or not texts else None


def _reference(fields: dict[str, object], response_key: str | None) -> tuple[object, str]:
    for parent, key, place in _REFERENCE_PLACES:
        holder: object = fields.get(parent) if parent else fields
        if isinstance(holder, dict):
            reference = cast("dict[str, object]", holder).get(key)
            if reference is not None:
                return reference, place
    if response_key == "model_response" and fields.get("response") is not None:
        return fields["response"], "response"
    return MISSING, ""
