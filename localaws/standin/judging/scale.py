"""A mark 0..1 -> the value of one property, on the scale that its JSON Schema gives."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, cast

SPAN: Final = re.compile(r"(-?\d+(?:\.\d+)?)\D{1,40}?(\d+(?:\.\d+)?)")
"""A range in words: "1 to 5", "0..1", "from 0 (worst) to 10 (best)"."""


def on_scale(mark: float, schema: Mapping[str, object]) -> object:
    """Return a mark's value: a number, a boolean, or a member of ``enum`` (numbers by size, labels worst first)."""
    choices = schema.get("enum")
    if isinstance(choices, list) and choices:
        ordered = cast("list[object]", choices)
        if all(isinstance(choice, (int, float)) for choice in ordered):
            ordered = sorted(cast("list[float]", ordered))
        return ordered[round(mark * (len(ordered) - 1))]
    if schema.get("type") == "boolean":
        return mark >= 0.5
    is_whole = schema.get("type") == "integer"
    low, high = _range(schema, (1.0, 5.0) if is_whole else (0.0, 1.0))
    value = low + mark * (high - low)
    return round(value) if is_whole else round(value, 4)


def _range(schema: Mapping[str, object], default: tuple[float, float]) -> tuple[float, float]:
    low, high = schema.get("minimum"), schema.get("maximum")
    if isinstance(low, (int, float)) and isinstance(high, (int, float)):
        return float(low), float(high)
    found = SPAN.search(str(schema.get("description", "")))
    if found and float(found[1]) < float(found[2]):
        return float(found[1]), float(found[2])
    return default
