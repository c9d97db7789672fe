"""An answer's text, spoiled in the ways that answers of its own shape get spoiled."""

import json
from collections.abc import Iterator
from itertools import islice
from typing import Final, cast

__all__ = ["spoiled"]

_LONG: Final = "a" * 9_999
_LEAVES: Final[list[object]] = json.loads(
    f'["NaN", "Infinity", "-1e999", "", "\\u0000", null, true, -1, 1e30, 1e-300, [], {{}}, [[]], "{_LONG}"]'
)
"""Values of a field that careless code raises on."""
_NUMBERS: Final = ("NaN", "sNaN", "Infinity", "-Infinity", "1e999999", "-0", "0", "1/0", "1e-999", "٣", "1_000", "½")
_MOST: Final = 400
"""Most texts for one answer."""


def spoiled(text: str) -> list[str]:
    """Return texts that look like ``text`` and that code which parses it may raise on: at most 400."""
    document = _parsed(text)
    shapes = _documents(cast("dict[str, object]", document)) if isinstance(document, dict) else iter(_NUMBERS)
    return [*islice(shapes, _MOST), text[:-1], text * 2, f"{text}\x00", f"\ud800{text}"]


def _documents(fields: dict[str, object]) -> Iterator[str]:
    for key, value in fields.items():
        yield json.dumps({name: kept for name, kept in fields.items() if name != key})
        yield json.dumps({**fields, f"{key}2": value})
        for leaf in _LEAVES:
            yield json.dumps({**fields, key: leaf})
        if isinstance(value, dict):
            for inner in _documents(cast("dict[str, object]", value)):
                yield json.dumps({**fields, key: json.loads(inner)})
        if isinstance(value, list) and value:
            for leaf in _LEAVES:
                yield json.dumps({**fields, key: [leaf, *cast("list[object]", value)[1:]]})


def _parsed(text: str) -> object:
    try:
        return cast("object", json.loads(text))
    except (ValueError, RecursionError):
        return None
