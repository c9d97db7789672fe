"""Checks a request as the service will: botocore itself looks at types and required members, and at little else.

botocore's models also hold lengths, ranges, patterns, enumerations and unions; its own validation uses none of these
but the minimum. Here each is applied.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

import botocore
from botocore.model import Shape
from botocore.session import get_session

__all__ = ["complaints"]


def complaints(service: str, operation: str, parameters: Mapping[str, Any]) -> list[str]:
    """Return the faults that the service would refuse: field, value, allowed values, and the model of the service."""
    model = get_session().get_service_model(service)
    shape = model.operation_model(operation).input_shape
    source = f"botocore {botocore.__version__}, {service} {model.api_version} {operation}"
    return [f"{found} ({source})" for found in _of(parameters, cast("Shape", shape), "")]


def _of(value: Any, shape: Shape, at: str) -> Iterator[str]:
    kind = shape.type_name
    if kind == "structure":
        yield from _of_structure(value, shape, at)
    elif kind == "list":
        yield from _of_list(value, shape, at)
    elif kind == "map":
        yield from _of_map(value, shape, at)
    elif kind in ("string", "character"):
        yield from _of_text(value, shape, at)
    elif kind in ("integer", "long", "float", "double"):
        yield from _of_number(value, shape, at)
    elif kind == "boolean" and not isinstance(value, bool):
        yield f"{at}: got {value!r}, expected true or false"


def _of_structure(value: Any, shape: Any, at: str) -> Iterator[str]:
    if not isinstance(value, Mapping):
        yield f"{at}: got {value!r}, expected an object"
        return
    fields = cast("Mapping[str, Any]", value)
    for name in shape.required_members:
        if name not in fields:
            yield f"{_below(at, name)}: got nothing, expected a value"
    if getattr(shape, "is_tagged_union", False) and len(fields) != 1:
        yield f"{at}: got {sorted(fields)}, expected exactly one of {sorted(shape.members)}"
    for name, inner in fields.items():
        if name not in shape.members:
            known = ", ".join(sorted(shape.members))
            yield f"{_below(at, name)}: got a field that is not known, expected one of {known}"
        else:
            yield from _of(inner, shape.members[name], _below(at, name))


def _of_list(value: Any, shape: Any, at: str) -> Iterator[str]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        yield f"{at}: got {value!r}, expected a list"
        return
    items = cast("Sequence[Any]", value)
    yield from _length(len(items), shape, at, "items")
    for index, inner in enumerate(items):
        yield from _of(inner, shape.member, f"{at}[{index}]")


def _of_map(value: Any, shape: Any, at: str) -> Iterator[str]:
    if not isinstance(value, Mapping):
        yield f"{at}: got {value!r}, expected an object"
        return
    entries = cast("Mapping[Any, Any]", value)
    yield from _length(len(entries), shape, at, "entries")
    for key, inner in entries.items():
        yield from _of(key, shape.key, f"{at} key")
        yield from _of(inner, shape.value, _below(at, str(key)))


def _of_text(value: Any, shape: Shape, at: str) -> Iterator[str]:
    if not isinstance(value, str):
        yield f"{at}: got {value!r}, expected text"
        return
    yield from _length(len(value), shape, at, "characters")
    choices: Sequence[str] = getattr(shape, "enum", ())
    if choices and value not in choices:
        yield f"{at}: got {value!r}, expected one of {', '.join(choices)}"
    # botocore leaves patterns out of the metadata that it exposes.
    pattern = cast("Mapping[str, Any]", getattr(shape, "_shape_model", {})).get("pattern")
    if pattern and re.search(rf"\A(?:{pattern})\Z", value, re.DOTALL) is None:
        yield f"{at}: got {value!r}, expected the form {pattern}"


def _of_number(value: Any, shape: Shape, at: str) -> Iterator[str]:
    whole = shape.type_name in ("integer", "long")
    if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)):
        yield f"{at}: got {value!r}, expected a {'whole number' if whole else 'number'}"
        return
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if (low is not None and value < low) or (high is not None and value > high):
        yield f"{at}: got {value!r}, expected {_range(low, high)}"


def _length(length: int, shape: Shape, at: str, unit: str) -> Iterator[str]:
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if (low is not None and length < low) or (high is not None and length > high):
        yield f"{at}: got {length} {unit}, expected {_range(low, high)}"


def _range(low: float | None, high: float | None) -> str:
    return " and ".join(
        [*([f"at least {low}"] if low is not None else []), *([f"at most {high}"] if high is not None else [])]
    )


def _below(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name
