"""What a row's reference says, be it a bare value or an object that holds it."""

from typing import Final, cast

from reward_runtime.errors import RowFault
from reward_runtime.samples import MISSING

__all__ = ["REFERENCE_KEYS", "held"]

REFERENCE_KEYS: Final = ("answer", "final_answer", "label", "text")
"""Where published data sets put the answer of a reference that is an object; ``text`` is the evaluation jobs'."""


def held(reference: object, keys: tuple[str, ...] = REFERENCE_KEYS) -> object:
    """Return the reference, or what an object holds under the first of ``keys`` that is not null; ``None`` for none.

    ``RowFault`` where the row has no reference at all.
    """
    if reference is MISSING:
        raise RowFault("no_reference")
    if not isinstance(reference, dict):
        return reference
    fields = cast("dict[str, object]", reference)
    for key in keys:
        value = fields.get(key)
        if value is not None:
            return value
    return None
