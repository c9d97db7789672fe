"""Discovers the fields in an event's message, as Logs Insights does."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import islice
from typing import Any, Final, cast

MOST_FIELDS: Final = 200
"""Number of fields taken from one event's JSON (CloudWatch Logs, "Fields in JSON logs"). Later fields are lost."""

_MB: Final = 1_000_000
"""Bytes in the MB of a REPORT line, because AWS's own sample queries divide by 1000 twice."""
_KIND_OF_LINE: Final = re.compile(r"(START|END|REPORT) RequestId: ")
_REQUEST_ID: Final = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b")
_REPORTED: Final = {
    "@duration": (re.compile(r"\tDuration: ([0-9.]+) ms"), 1),
    "@billedDuration": (re.compile(r"\tBilled Duration: ([0-9.]+) ms"), 1),
    "@memorySize": (re.compile(r"\tMemory Size: ([0-9]+) MB"), _MB),
    "@maxMemoryUsed": (re.compile(r"\tMax Memory Used: ([0-9]+) MB"), _MB),
    "@initDuration": (re.compile(r"\tInit Duration: ([0-9.]+) ms"), 1),
}
_TEXTS: Final = frozenset({str})
# Numbers stay as the log has them, so that an id of twenty digits keeps all its digits.
_DECODER: Final = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)


def beginnings(names: Iterable[str]) -> frozenset[str]:
    """Return every key that can lead to a field of these names: ``a``, ``a.b`` and ``a.b.c`` lead to ``a.b.c``."""
    parts = [name.removeprefix("@" if name.startswith("@@") else "").split(".") for name in names]
    return frozenset(".".join(each[:end]) for each in parts for end in range(1, len(each) + 1))


def discovered(message: str, wanted: Set[str] | None = None) -> Mapping[str, str]:
    """Return the fields of a message: of its first JSON object, flattened, and of Lambda's own text before it.

    A name that starts with @ in the JSON gets a second @. JSON's true and false become 1 and 0; null is not a field.
    ``wanted`` are the ``beginnings`` of the names that matter; other fields may then be missing in the result.
    """
    start = message.find("{")
    found = _json_object(message, start) if start >= 0 else None
    if found is None:
        return _of_text(message)
    if (
        start == 0
        and len(found) <= MOST_FIELDS
        and _TEXTS.issuperset(map(type, found.values()))
        and '"@' not in message
    ):
        return found  # true for almost every line: nothing to flatten, to limit or to rename
    if wanted is not None and wanted.isdisjoint(found):
        return _of_text(message[:start])  # a line of metrics holds hundreds of values that no query reads
    of_json = dict(islice(_leaves(found), MOST_FIELDS))
    return {**_of_text(message[:start]), **of_json}


def _json_object(message: str, start: int) -> dict[str, Any] | None:
    try:
        found, _ = _DECODER.raw_decode(message, start)
    except (ValueError, RecursionError):
        return None
    return cast("dict[str, Any]", found)


def _leaves(found: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Yield every value that is not an object or array, with its dotted name. By a stack, because JSON can be deep."""
    levels = [iter([(f"@{key}" if key.startswith("@") else key, value) for key, value in found.items()])]
    while levels:
        name, value = next(levels[-1], (None, None))
        if name is None:
            levels.pop()
        elif isinstance(value, dict):
            inner = cast("dict[str, object]", value)
            levels.append(iter([(f"{name}.{key}", each) for key, each in inner.items()]))
        elif isinstance(value, list):
            array = cast("list[object]", value)
            levels.append(iter([(f"{name}.{at}", each) for at, each in enumerate(array)]))
        elif value is not None:
            yield name, str(int(value)) if isinstance(value, bool) else str(value)


def _of_text(message: str) -> dict[str, str]:
    kind, request_id = _KIND_OF_LINE.match(message), _REQUEST_ID.search(message)
    found = {"@requestId": request_id[0]} if request_id else {}
    if kind is None:
        return found
    found["@type"] = kind[1]
    if kind[1] == "REPORT":
        for name, (pattern, unit) in _REPORTED.items():
            value = pattern.search(message)
            if value:
                found[name] = value[1] if unit == 1 else str(int(value[1]) * unit)
    return found
