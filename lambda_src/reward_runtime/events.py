"""Event -> the raw rows inside it, whatever the platform wrapped them in.

list | one row | {"input" | "batch" | "samples" | "body": any of these}  ->  list of rows
"""

import base64
import binascii
import json
from typing import Final, cast

from reward_runtime.errors import EventError

__all__ = ["unwrap"]

_WRAPPERS: Final = ("input", "batch", "samples", "body")
_ROW_KEYS: Final = frozenset({"messages", "prompt", "response", "completion", "model_response", "chosen"})
_DEEPEST: Final = 4
"""A body that holds a batch that holds a list is three deep; more is no platform's."""
_EXPECTED: Final = 'a list of samples, one sample, or either in {"input" | "batch" | "samples" | "body": ...}'


def unwrap(event: object) -> list[object]:
    """Return the rows of an event in order; ``EventError`` says what the event was instead."""
    for _ in range(_DEEPEST):
        if isinstance(event, list):
            return cast("list[object]", event)
        if isinstance(event, str):
            event = _parsed(event)
            continue
        if not isinstance(event, dict):
            break
        row = cast("dict[str, object]", event)
        if "process_type" in row:
            raise EventError(
                "event: got a bring-your-own-metrics call (it has process_type), expected reward samples;"
                " give that job a function of its own, or choose lambda_type rft"
            )
        wrapper = _wrapper(row)
        if wrapper is None:
            return [row]
        event = _body(row) if wrapper == "body" else row[wrapper]
    raise EventError(f"event: got {_shape(event)}, expected {_EXPECTED}")


def _wrapper(row: dict[str, object]) -> str | None:
    if not _ROW_KEYS.isdisjoint(row):
        return None
    for wrapper in _WRAPPERS:
        if wrapper in row:
            return wrapper
    raise EventError(f"event: got {_shape(row)}, expected {_EXPECTED}")


def _body(row: dict[str, object]) -> object:
    body = row["body"]
    if not row.get("isBase64Encoded"):
        return body
    if not isinstance(body, str):
        raise EventError(f"event body: got {_shape(body)} with isBase64Encoded, expected a base64 string")
    try:
        return base64.b64decode(body, validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        pass
    raise EventError("event body: got a string with isBase64Encoded that is not base64 of UTF-8 text")


def _parsed(text: str) -> object:
    try:
        return cast("object", json.loads(text))
    except (ValueError, RecursionError):
        pass
    # Raised outside the except block: a JSON error keeps the whole document as context.
    raise EventError(f"event body: got a string of {len(text)} characters that is not JSON, expected {_EXPECTED}")


def _shape(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, dict):
        # Keys stay out of the message: they can be text of the user's too.
        count = len(cast("dict[str, object]", value))
        return f"an object with {count} keys, none of them a sample's or a wrapper's"
    if isinstance(value, (list, str)):
        return f"wrappers nested deeper than {_DEEPEST}"
    return type(value).__name__
