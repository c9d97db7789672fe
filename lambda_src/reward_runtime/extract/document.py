"""A JSON object in a response: in a fence, bare, or amid prose."""

import json
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NoReturn

from reward_runtime.answer import Extractor, Match, Normalize, OnConflict, Span, chosen

__all__ = ["MAX_DEPTH", "MAX_DIGITS", "Parsed", "json_object", "parse_json"]

MAX_DEPTH: Final = 64
"""Most arrays and objects within each other."""
MAX_DIGITS: Final = 4300
"""Most characters of an integer; Python's own default limit for reading one (``sys.int_info``)."""

_MARKS: Final = re.compile(r'\\[^\n]|["{}\n]')
_BRACKETS: Final = re.compile(r'\\.|["{}\[\]]', re.DOTALL)
_ARRAY: Final = re.compile(r"\[\s*\Z")
_ELEMENT: Final = re.compile(r"\s{0,256}[,\]]")
_NEAR: Final = 64
"""Blanks between an array's sign and its element."""
_OBJECT: Final = re.compile(r'\{\s{0,256}["}]')


@dataclass(frozen=True)
class Parsed:
    """The value of a JSON text. The wrapper tells ``null`` from text that is not JSON."""

    value: object


def parse_json(text: str) -> Parsed | None:
    """Read strict JSON (RFC 8259), blanks around it allowed; ``None`` for anything else.

    Refused too: a key twice in an object, NaN and infinities, numbers that overflow, and texts beyond
    ``MAX_DIGITS`` and ``MAX_DEPTH``.
    """
    if _too_deep(text):
        return None
    try:
        value: object = json.loads(
            text, object_pairs_hook=_unique, parse_int=_integer, parse_float=_finite, parse_constant=_refuse
        )
    except ValueError:
        return None
    return Parsed(value)


def json_object(on_conflict: OnConflict = "none") -> Extractor:
    """The outermost ``{...}`` that begins like a JSON object and is not an element of an array.

    ``none`` compares the values of the objects. An object that ``parse_json`` refuses is found too, so that it is not
    silently passed over; its kind of answer then refuses it.
    """

    def find(response: str, spans: Sequence[Span], normalize: Normalize) -> Match | None:
        objects = (found for span in spans for found in _alone(response, _objects(response, *span)))
        return chosen(response, "json_object", objects, on_conflict, _canonical)

    return Extractor(find)


def _canonical(text: str) -> str | None:
    parsed = parse_json(text)
    return None if parsed is None else json.dumps(parsed.value, sort_keys=True, separators=(",", ":"))


def _objects(response: str, start: int, end: int) -> Iterator[Span]:
    """One pass; a quote opens a string inside braces only, and no JSON string runs over a line's end."""
    objects: list[Span] = []
    opened: list[int | None] = []
    quoted = False
    for found in _MARKS.finditer(response, start, end):
        mark = found.group()
        if mark == "\n":
            quoted = False
        elif mark == '"':
            quoted = bool(opened) and not quoted
        elif mark == "{" and not quoted:
            opened.append(found.start() if _OBJECT.match(response, found.start(), end) else None)
        elif mark == "}" and not quoted and opened:
            _close(objects, opened.pop(), found.end())
    return iter(objects)


def _alone(response: str, objects: Iterator[Span]) -> Iterator[Span]:
    """Leave out the elements of a JSON array: the array is the answer then, and it is not an object."""
    inside = -1
    for start, end in objects:
        opens = _ARRAY.search(response, max(0, start - _NEAR), start) is not None
        follows = inside >= 0 and start - inside <= _NEAR and response[inside:start].strip() == ","
        inside = end if (opens or follows) and _ELEMENT.match(response, end) else -1
        if inside < 0:
            yield start, end


def _close(objects: list[Span], start: int | None, end: int) -> None:
    if start is not None:
        while objects and objects[-1][0] > start:
            objects.pop()
        objects.append((start, end))


def _too_deep(text: str) -> bool:
    depth, quoted = 0, False
    for found in _BRACKETS.finditer(text):
        mark = found.group()
        if mark == '"':
            quoted = not quoted
        elif not quoted and len(mark) == 1:
            depth += 1 if mark in "[{" else -1
            if depth > MAX_DEPTH:
                return True
    return False


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    value = dict(pairs)
    if len(value) < len(pairs):
        raise ValueError("a key twice")
    return value


def _integer(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise ValueError("too many digits")
    return int(digits)


def _finite(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise ValueError("a number that overflows")
    return value


def _refuse(_: str) -> NoReturn:
    raise ValueError("no JSON number")
