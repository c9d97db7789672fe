"""Values as texts that are equal if, and only if, the values and their exact types are: ``True`` is not 1, nor is 1.0.

The sandbox writes the value that a function returned in the same form. So no code of the program takes part in a
comparison.
"""

import json
import math
from collections.abc import Mapping
from typing import Final, cast

__all__ = ["Unwritable", "canonical", "plain"]

_DEEPEST: Final = 60
_DEEPEST_TEXT: Final = 3 * _DEEPEST
"""A dictionary is a list of pairs within an object."""
_SEQUENCES: Final = (tuple, set, frozenset)
_UNORDERED: Final = frozenset({"set", "frozenset", "dict"})


class Unwritable(ValueError):
    """A value that no case can hold."""


def plain(value: object, depth: int = 0) -> object:
    """Return a value in JSON with its type: ``{"int": "1"}``. Raises ``Unwritable`` for one of another type.

    Texts, booleans, ``None`` and lists stand as they are; everything else is an object with one key.
    """
    kind = type(value)
    if value is None or kind is bool or kind is str:
        return value
    if depth >= _DEEPEST:
        raise Unwritable
    if kind is list:
        return [plain(each, depth + 1) for each in cast("list[object]", value)]
    if kind in _SEQUENCES:
        return {kind.__name__: [plain(each, depth + 1) for each in cast("tuple[object, ...]", value)]}
    if kind is dict:
        items = cast("dict[object, object]", value).items()
        return {"dict": [[plain(key, depth + 1), plain(each, depth + 1)] for key, each in items]}
    return _number(value)


def _number(value: object) -> object:
    kind = type(value)
    if kind is int:
        return {"int": _digits(cast("int", value))}
    if kind is float and math.isfinite(cast("float", value)):
        return {"float": repr(value)}
    if kind is complex:
        return {"complex": repr(value)}
    if kind is bytes:
        return {"bytes": cast("bytes", value).hex()}
    raise Unwritable


def _digits(value: int) -> str:
    try:
        return str(value)
    except ValueError:
        raise Unwritable from None


def canonical(said: object, *, tuples_are_lists: bool = False) -> str:
    """Return the text of a plain value: members of sets and dictionaries sorted, and ``-0.0`` as ``0.0``.

    Args:
        said: as ``plain`` or the sandbox wrote it.
        tuples_are_lists: for cases written in JSON, which knows no tuples.

    Raises:
        Unwritable: it has another form, which only a program can have written.
    """
    return _text(said, tuples_are_lists, 0)


def _text(said: object, loose: bool, depth: int) -> str:
    if depth > _DEEPEST_TEXT:
        raise Unwritable
    if isinstance(said, list):
        return f"[{','.join(_text(each, loose, depth + 1) for each in cast('list[object]', said))}]"
    if not isinstance(said, dict):
        return json.dumps(said)
    fields = cast("Mapping[str, object]", said)
    if len(fields) != 1:
        raise Unwritable
    ((kind, inner),) = fields.items()
    if kind == "tuple" and loose:
        return _text(inner, loose, depth)
    if kind in _UNORDERED and isinstance(inner, list):
        members = sorted(_text(each, loose, depth + 1) for each in cast("list[object]", inner))
        return f"{kind}{{{','.join(members)}}}"
    if kind == "float" and inner == "-0.0":
        inner = "0.0"
    return f"{kind}({_text(inner, loose, depth + 1)})"
