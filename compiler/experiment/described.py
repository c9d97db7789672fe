"""``DescribedField``: one field of an experiment's file in words, from the model and its JSON Schema."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

import yaml
from pydantic.fields import FieldInfo

from compiler.experiment.block import Block
from compiler.experiment.expectation import expectation
from compiler.experiment.experiment import Experiment

__all__ = ["DescribedField", "described_fields", "yaml_text"]

REQUIRED, UNSET, EMPTY = "required", "not set", "empty"


@dataclass(frozen=True)
class DescribedField:
    """Everything that a reader needs to set one field."""

    path: tuple[str, ...]
    """Keys from the file's top to the field, such as ``("judge", "model")``."""
    meaning: str
    values: str
    """The values it takes, such as ``an integer from 1 to 900``."""
    default: str
    """Its default as YAML in backticks, or ``required``, ``not set`` or ``empty``."""
    example: object
    """A value that it takes. None for a block, whose fields have examples of their own."""
    is_block: bool = False
    """Whether it holds further fields."""

    @property
    def name(self) -> str:
        """The path with dots."""
        return ".".join(self.path)


def described_fields() -> Mapping[str, DescribedField]:
    """Return every field that a file may set, by its dotted name. A block stands before its own fields."""
    return {field.name: field for field in _fields(Experiment, (), _schema()) if field.name != "name"}


def yaml_text(values: Mapping[str, object]) -> str:
    """Return ``values`` as the lines of a YAML file; a list and an inner mapping's values stand in one line each."""
    return "\n".join(f"{key}: {_flow(value)}" for key, value in values.items())


def _flow(value: object) -> str:
    text = yaml.safe_dump(value, default_flow_style=True, sort_keys=False, width=1000)
    return text.removesuffix("\n").removesuffix("\n...")


def _schema() -> dict[str, Any]:
    """Return the schema without its examples, because the page has a column for them."""
    text = json.dumps(Experiment.model_json_schema())
    return json.loads(text, object_hook=lambda read: {key: read[key] for key in read if key != "examples"})


def _fields(model: type[Block], path: tuple[str, ...], schema: dict[str, Any]) -> Iterator[DescribedField]:
    for key, info in model.model_fields.items():
        place, block = (*path, key), _block_of(info)
        example = info.examples[0] if info.examples else None
        values = expectation(schema, place)
        yield DescribedField(place, info.description or "", values, _default(info), example, block is not None)
        if block is not None:
            yield from _fields(block, place, schema)


def _block_of(info: FieldInfo) -> type[Block] | None:
    kinds = (info.annotation, *get_args(info.annotation))
    return next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Block)), None)


def _default(info: FieldInfo) -> str:
    if info.is_required():
        return REQUIRED
    default: object = info.get_default(call_default_factory=True)
    if default is None or isinstance(default, Block):
        return UNSET
    return EMPTY if default in ([], {}) else f"`{_flow(default)}`"
