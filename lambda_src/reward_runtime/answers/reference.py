"""The value of a row's reference, which may stand alone or in an object."""

from typing import Final, cast

from reward_runtime.errors import RowFault
from reward_runtime.samples import MISSING

__all__ = ["REFERENCE_KEYS", "held"]

REFERENCE_KEYS: Final = ("answer", "final_answer", "label", "text")
"""Keys under which published data sets hold the answer in an object reference; evaluation jobs use ``text``."""


def held(reference: object, keys: tuple[str, ...] = REFERENCE_KEYS) -> object:
    """Return the reference, or an object's value under the first of ``keys`` that is not null, else ``None``.

    ``RowFault`` if the row has no reference at all.
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
