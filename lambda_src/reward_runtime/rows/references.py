"""The place of a row's reference, the meanings of a wrapped one, and the fault of one that cannot be read."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeVar, cast

from reward_runtime.errors import RowFault
from reward_runtime.extract.document import parse_json

__all__ = ["find_reference", "or_fault", "readings"]

T = TypeVar("T")

_PLACES: Final = (
    ("", "reference_answer"),
    ("metadata", "reference_answer"),
    ("reward_model", "ground_truth"),
    ("extra_info", "reference_answer"),
    ("", "ground_truth"),
    ("metadata", "ground_truth"),
    ("extra_info", "ground_truth"),
    ("extra_info", "answer"),
)
"""Object of the row and key in it; the first that is not null counts. The first four are AWS's and verl's."""
_WRAPPERS: Final = ("answer", "reference_answer", "ground_truth", "final_answer", "value", "label", "text", "target")
"""Keys under which converters wrap a reference."""
_DEEPEST: Final = 3
"""Wrappers within each other: a JSON text in an object in a JSON text."""
_LONGEST: Final = 100_000
"""Characters of a text that is tried as JSON."""


def find_reference(fields: Mapping[str, object]) -> tuple[object, str] | None:
    """Return the row's reference and its place, such as ``metadata.reference_answer``; ``None`` if it has none.

    An object may stand as its JSON text, as files in columns have it.
    """
    for parent, key in _PLACES:
        holder = _object(fields.get(parent)) if parent else fields
        reference = None if holder is None else holder.get(key)
        if reference is not None:
            return reference, f"{parent}.{key}" if parent else key
    return None


def readings(reference: object) -> Iterator[object]:
    """Yield the values that a reference may wrap, from the outside in: of a JSON text, or of an object's one answer."""
    for _ in range(_DEEPEST):
        inner = _unwrapped(reference)
        if inner is None:
            return
        reference = inner
        yield reference


def or_fault(read: Callable[[object], T], reference: object) -> T | RowFault:
    """Return ``read(reference)``, or the fault of a row whose reference cannot be read."""
    try:
        return read(reference)
    except RowFault as fault:
        return fault


def _unwrapped(reference: object) -> object:
    if isinstance(reference, str):
        text = reference.strip()
        parsed = parse_json(text) if text[:1] in ("{", "[", '"') and len(text) <= _LONGEST else None
        return None if parsed is None else parsed.value
    if not isinstance(reference, dict):
        return None
    fields = cast("dict[str, object]", reference)
    return next((fields[key] for key in _WRAPPERS if fields.get(key) is not None), None)


def _object(value: object) -> Mapping[str, object] | None:
    if isinstance(value, dict):
        return cast("Mapping[str, object]", value)
    inner = _unwrapped(value)
    return cast("Mapping[str, object]", inner) if isinstance(inner, dict) else None
