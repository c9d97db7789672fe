"""A mark 0..1 put on the scale that a JSON Schema gives: schema -> the value of one property."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, cast

from localaws.standin.similarity import words

SPAN: Final = re.compile(r"(-?\d+(?:\.\d+)?)\D{1,40}?(\d+(?:\.\d+)?)")
"""A range in words: "1 to 5", "0..1", "from 0 (worst) to 10 (best)"."""
BAD: Final = frozenset(
    words(
        "no not none never false fail fails failed wrong incorrect bad worse worst poor unsafe invalid unmet missing "
        "absent low irrelevant unsupported contradicted harmful unrelated"
    )
)
GOOD: Final = frozenset(
    words(
        "yes true pass passes passed right correct good better best excellent safe valid met present full fully high "
        "relevant supported equivalent same harmless"
    )
)


def on_scale(mark: float, schema: Mapping[str, object]) -> object:
    """The value for a mark: of an ``enum``, an ``integer``, a ``number`` or a ``boolean``."""
    choices = schema.get("enum")
    if isinstance(choices, list) and choices:
        ordered = worst_to_best(cast("list[object]", choices))
        return ordered[round(mark * (len(ordered) - 1))]
    if schema.get("type") == "boolean":
        return mark >= 0.5
    is_whole = schema.get("type") == "integer"
    low, high = _range(schema, (1.0, 5.0) if is_whole else (0.0, 1.0))
    value = low + mark * (high - low)
    return round(value) if is_whole else round(value, 4)


def worst_to_best(choices: Sequence[object]) -> list[object]:
    """Numbers by size; labels by their first telling word, and as given where no label has one."""
    if all(isinstance(choice, (int, float)) for choice in choices):
        return sorted(choices, key=lambda choice: cast("float", choice))
    return sorted(choices, key=lambda choice: _polarity(str(choice)))


def _polarity(label: str) -> int:
    for word in words(label.replace("_", " ")):
        if word in BAD or word in GOOD:
            return -1 if word in BAD else 1
    return 0


def _range(schema: Mapping[str, object], default: tuple[float, float]) -> tuple[float, float]:
    low, high = schema.get("minimum"), schema.get("maximum")
    if isinstance(low, (int, float)) and isinstance(high, (int, float)):
        return float(low), float(high)
    found = SPAN.search(str(schema.get("description", "")))
    if found and float(found[1]) < float(found[2]):
        return float(found[1]), float(found[2])
    return default
