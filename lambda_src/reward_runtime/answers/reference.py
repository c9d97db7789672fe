"""The value of a row's reference, which may stand alone or in an object."""

from typing import Final, cast

from reward_runtime.errors import RowFault
from reward_runtime.extract.document import parse_json
from reward_runtime.samples import MISSING

__all__ = ["REFERENCE_KEYS", "held"]

REFERENCE_KEYS: Final = ("answer", "final_answer", "label", "text")
"""Keys under which published data sets hold the answer in an object reference; evaluation jobs use ``text``."""
_WRAPPERS: Final = ("ground_truth", "reference_answer")
"""Keys under which converters wrap a reference of any kind."""
_DEEPEST: Final = 3


def held(reference: object, keys: tuple[str, ...] = REFERENCE_KEYS) -> object:
    """Return the reference, or an object's value under the first of ``keys`` that is not null, else ``None``.

    The object may be its JSON text, and its value such an object again. ``RowFault`` if the row has no reference.
    """
    if reference is MISSING:
        raise RowFault("no_reference")
    for _ in range(_DEEPEST):
        if isinstance(reference, dict):
            reference = _first(cast("dict[str, object]", reference), keys)
        elif isinstance(reference, str) and reference.startswith("{") and reference.endswith("}"):
            parsed = parse_json(reference)
            inner = None if parsed is None else parsed.value
            found = _first(cast("dict[str, object]", inner), keys) if isinstance(inner, dict) else None
            if found is None:
                return reference
            reference = found
        else:
            break
    return reference


def _first(fields: dict[str, object], keys: tuple[str, ...]) -> object:
    for key in keys:
        value = fields.get(key)
        if value is not None:
            return value
    return next((fields[key] for key in _WRAPPERS if fields.get(key) is not None), None)
