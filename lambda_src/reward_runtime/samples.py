"""Rows -> ``Sample``: id, messages, response and reference, from every place that a platform puts them in."""

import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, Generic, NamedTuple, TypeVar, cast

from reward_runtime.errors import EventError
from reward_runtime.events import unwrap
from reward_runtime.rows.references import find_reference
from reward_runtime.rows.turns import RESPONSE_KEYS, conversation, turns_of

__all__ = ["MISSING", "Sample", "parse_samples"]

R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)

MISSING: Final = object()
"""Stands for a reference that no place of the row holds; ``None`` would be a JSON null."""


class Sample(NamedTuple, Generic[R_co]):
    """One element of the event, checked only as far as routing needs."""

    id: object
    """As the event has it, of any JSON type; ``None`` only for a lone sample without one."""
    prompt: str
    """Text of the turns before the response, one a line."""
    response: str | None
    """Text of the last assistant turn, empty if it only reasons, refuses or calls a tool; ``None`` if the row has none
    that can be read."""
    reference: R_co
    """The row's reference as the row has it, or ``MISSING``; scorers see it parsed."""
    reference_place: str = ""
    """The place of the reference: ``reference_answer``, ``metadata.reference_answer`` and so on."""
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
    turns = turns_of(fields["messages"] if fields.get("messages") is not None else fields.get("prompt"))
    spoken = conversation(turns)
    response_key = None if spoken.responds and fields.get("messages") is not None else _response_key(fields)
    if response_key is not None:
        spoken = conversation(turns, fields[response_key])
    reference, place = _reference(fields, response_key)
    identity = _id(fields, index, alone=alone)
    return Sample(identity, spoken.prompt, spoken.response, reference, place, fields, spoken.asked)


def _response_key(fields: dict[str, object]) -> str | None:
    return next((key for key in RESPONSE_KEYS if fields.get(key) is not None), None)


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


def _reference(fields: dict[str, object], response_key: str | None) -> tuple[object, str]:
    found = find_reference(fields)
    if found is not None:
        return found
    if response_key == "model_response" and fields.get("response") is not None:
        return fields["response"], "response"
    return MISSING, ""
