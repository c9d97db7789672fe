"""Event -> the raw rows inside it, in any platform's wrapping.

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
_DEEPEST: Final = 8
"""Steps of unwrapping: a body, its JSON, an input, its batch and the list are five."""
_EXPECTED: Final = 'a list of samples, one sample, or either in {"input" | "batch" | "samples" | "body": ...}'


def unwrap(event: object) -> list[object]:
    """Return the rows of an event in order. Raises ``EventError`` if it holds none."""
    for _ in range(_DEEPEST):
        if isinstance(event, list):
            return cast("list[object]", event)
        if isinstance(event, str):
            event = _parsed(event)
            continue
        if not isinstance(event, dict):
            break
        row = cast("dict[str, object]", event)
        if "process_type" in row and not _is_row(row):
            raise EventError(
                "event: got a bring-your-own-metrics call (it has process_type), expected reward samples;"
                " give that job a function of its own, or choose lambda_type rft"
            )
        wrapper = _wrapper(row)
        if wrapper is None:
            return [row]
        event = _body(row) if wrapper == "body" else row[wrapper]
    else:
        raise EventError(f"event: got wrappers nested deeper than {_DEEPEST}, expected {_EXPECTED}")
    raise EventError(f"event: got {_shape(event)}, expected {_EXPECTED}")


def _wrapper(row: dict[str, object]) -> str | None:
    """The key under which the rows are; ``None`` if this is one row itself.

    A row may have a column of a wrapper's name. It wraps something only if there are rows in it.
    """
    if _is_row(row):
        return next((wrapper for wrapper in _WRAPPERS if _holds_rows(row.get(wrapper))), None)
    for wrapper in _WRAPPERS:
        if row.get(wrapper) is not None:
            return wrapper
    raise EventError(f"event: got {_shape(row)}, expected {_EXPECTED}")


def _holds_rows(value: object, depth: int = 0) -> bool:
    if depth == _DEEPEST:
        return False
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            value = cast("object", json.loads(value))
        except (ValueError, RecursionError):
            return False
    if isinstance(value, dict):
        inner = cast("dict[str, object]", value)
        return any(_holds_rows(inner.get(wrapper), depth + 1) for wrapper in _WRAPPERS)
    if not isinstance(value, list):
        return False
    rows = cast("list[object]", value)
    return bool(rows) and all(isinstance(row, dict) and _is_row(cast("dict[str, object]", row)) for row in rows)


def _is_row(row: dict[str, object]) -> bool:
    return any(row.get(key) is not None for key in _ROW_KEYS)


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
    return type(value).__name__
