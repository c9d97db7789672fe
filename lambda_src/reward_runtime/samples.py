"""Rows -> ``Sample``: id, messages, response and reference, found wherever a platform puts them."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, cast

from reward_runtime.errors import EventError
from reward_runtime.events import unwrap

__all__ = ["MISSING", "Sample", "parse_samples"]

MISSING: Final = object()
"""Stands for a reference that no place of the row holds; ``None`` would be a JSON null."""

_ASSISTANT: Final = frozenset({"assistant", "nova_assistant"})
_RESPONSE_KEYS: Final = ("model_response", "completion", "response", "chosen")
"""Where evaluation rows without an assistant turn put the model's output (SageMaker custom-scorer page)."""


@dataclass(frozen=True)
class Sample:
    """One element of the event, checked only as far as routing needs."""

    id: object
    """As the event has it, of any JSON type; ``None`` only for a lone sample without one."""
    prompt: str
    """Text of the turns before the response, one a line."""
    response: str | None
    """Text of the last assistant turn; ``None`` where the row has none that can be read."""
    reference: object = MISSING
    """The row's reference as it is written there, or ``MISSING``."""
    reference_place: str = ""
    """Where the reference stood: ``reference_answer``, ``metadata.reference_answer`` and so on."""
    fields: Mapping[str, object] = field(default_factory=dict[str, object])
    """The whole row."""


def parse_samples(event: object) -> list[Sample]:
    """Return one sample per row, in order; ``EventError`` when the event or a row cannot be routed."""
    rows = unwrap(event)
    return [_sample(row, index, alone=len(rows) == 1) for index, row in enumerate(rows)]


def _sample(row: object, index: int, *, alone: bool) -> Sample:
    if not isinstance(row, dict):
        raise EventError(f"sample {index}: got {type(row).__name__}, expected an object with id and messages")
    fields = cast("dict[str, object]", row)
    turns = _turns(fields)
    last = max((i for i, turn in enumerate(turns) if turn.get("role") in _ASSISTANT), default=None)
    response_key = None if last is not None else next((k for k in _RESPONSE_KEYS if k in fields), None)
    response = _text(fields.get(response_key)) if response_key else None
    if last is not None:
        response = _text(turns[last].get("content"))
    reference, place = _reference(fields, response_key)
    return Sample(
        id=_id(fields, index, alone=alone),
        prompt="\n".join(_text(turn.get("content")) or "" for turn in turns[:last]),
        response=response,
        reference=reference,
        reference_place=place,
        fields=fields,
    )


def _id(fields: dict[str, object], index: int, *, alone: bool) -> object:
    value = fields.get("id")
    if value is None and not alone:
        raise EventError(
            f"sample {index}: got no id, expected one on every sample of a batch; without it the score cannot be"
            " returned to its sample"
        )
    if isinstance(value, float) and not math.isfinite(value):
        raise EventError(f"sample {index}: got the id {value!r}, which JSON cannot carry back")
    if isinstance(value, str) and not _encodable(value):
        raise EventError(f"sample {index}: got an id with a lone surrogate, which UTF-8 cannot carry back")
    return value


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _turns(fields: dict[str, object]) -> list[dict[str, object]]:
    turns = fields.get("messages", fields.get("prompt"))
    if isinstance(turns, str):
        return [{"role": "user", "content": turns}]
    if not isinstance(turns, list):
        return []
    return [cast("dict[str, object]", turn) for turn in cast("list[object]", turns) if isinstance(turn, dict)]


def _text(content: object) -> str | None:
    """Content as one string: itself, its text blocks joined, or ``None`` where it holds no text."""
    if isinstance(content, str):
        return content
    if isinstance(content, dict):
        return _text(cast("dict[str, object]", content).get("text"))
    if not isinstance(content, list):
        return None
    blocks = [b if isinstance(b, str) else _text(b) for b in cast("list[object]", content)]
    texts = [block for block in blocks if block is not None]
    return "".join(texts) if texts else None


def _reference(fields: dict[str, object], response_key: str | None) -> tuple[object, str]:
    places = [
        ("", "reference_answer"),
        ("metadata", "reference_answer"),
        ("reward_model", "ground_truth"),
        ("extra_info", "reference_answer"),
    ]
    for parent, key in places:
        holder: object = fields.get(parent) if parent else fields
        if isinstance(holder, dict) and cast("dict[str, object]", holder).get(key) is not None:
            return cast("dict[str, object]", holder)[key], f"{parent}.{key}".lstrip(".")
    if response_key == "model_response" and fields.get("response") is not None:
        return fields["response"], "response"
    return MISSING, ""
