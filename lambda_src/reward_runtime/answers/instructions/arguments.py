"""``Arguments``: the kwargs of one instruction, read with their types."""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, cast

from reward_runtime.errors import RowFault

__all__ = ["Arguments", "Build", "Check", "Compare"]

Check = Callable[[str], bool]
"""Text of a response -> whether it follows one instruction; linear in the text."""
Compare = Callable[[int, int], bool]
"""``compare(count, asked)``."""

_RELATIONS: Final[Mapping[str, Compare]] = {"at least": operator.ge, "less than": operator.lt}


@dataclass(frozen=True)
class Arguments:
    """Each reader raises ``RowFault`` if the value is missing or of another type."""

    values: Mapping[str, object]

    def whole(self, name: str) -> int:
        """Return an integer from 0."""
        value = self.values.get(name)
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise RowFault("bad_kwargs")
        return value

    def text(self, name: str) -> str:
        """Return a text that is not blank."""
        return _text(self.values.get(name))

    def texts(self, name: str) -> tuple[str, ...]:
        """Return at least one text."""
        value = self.values.get(name)
        if not isinstance(value, list) or not value:
            raise RowFault("bad_kwargs")
        return tuple(_text(item) for item in cast("list[object]", value))

    def relation(self, name: str) -> Compare:
        """Return the comparison that ``at least`` or ``less than`` names."""
        relation = _RELATIONS.get(self.text(name))
        if relation is None:
            raise RowFault("bad_kwargs")
        return relation


Build = Callable[[Arguments], Check]
"""Reads the kwargs of one kind of instruction, once a row."""


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise RowFault("bad_kwargs")
    return value
