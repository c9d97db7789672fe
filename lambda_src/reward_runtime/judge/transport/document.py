"""Strict reading of JSON that a judge or its service wrote."""

import json
from collections.abc import Mapping, Sequence
from typing import NoReturn, cast

__all__ = ["DocumentError", "as_list", "as_object", "as_text", "counted", "parsed", "read_json"]


class DocumentError(Exception):
    """A document does not have the shape of its format. The error contains none of its text."""


def read_json(text: str | bytes) -> object:
    """Parse strict JSON: no duplicate keys, no NaN or Infinity, no nesting or number beyond Python's limits."""
    try:
        return json.loads(text, object_pairs_hook=_distinct, parse_constant=_refuse)
    except (ValueError, RecursionError):
        pass
    raise DocumentError


def parsed(text: str) -> object:
    """Parse strict JSON. Return ``None`` if ``text`` is not."""
    try:
        return read_json(text)
    except DocumentError:
        return None


def as_object(value: object) -> Mapping[str, object]:
    """Return ``value`` if it is an object."""
    if not isinstance(value, dict):
        raise DocumentError
    return cast("Mapping[str, object]", value)


def as_list(value: object) -> Sequence[object]:
    """Return ``value`` if it is an array."""
    if not isinstance(value, list):
        raise DocumentError
    return cast("Sequence[object]", value)


def as_text(value: object) -> str:
    """Return ``value`` if it is a string."""
    if not isinstance(value, str):
        raise DocumentError
    return value


def counted(usage: object, name: str) -> int:
    """Return a count of a reply's ``usage``. Return 0 if it has none, because no verdict depends on it."""
    count = cast("Mapping[str, object]", usage).get(name) if isinstance(usage, dict) else None
    return count if type(count) is int and count > 0 else 0


def _distinct(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError
    return members


def _refuse(_: str) -> NoReturn:
    raise ValueError
