"""JSON answers against a JSON Schema; needs the layer ``schema``."""

import json
from collections.abc import Callable, Mapping
from typing import cast

import fastjsonschema  # type: ignore[import-untyped] - it has no stubs

from reward_runtime.answer import Answer
from reward_runtime.dimension import Grade, Scorer
from reward_runtime.errors import RewardDefinitionError
from reward_runtime.samples import Sample

__all__ = ["valid_json"]


def valid_json(schema: Mapping[str, object]) -> Scorer[object, object]:
    """Grade 1 if the answer's ``value`` is valid under the schema, else 0.

    Compiled once, here. ``RewardDefinitionError`` for a schema that does not compile, or with a ``$ref`` to elsewhere:
    a deployed reward never fetches. ``pattern`` is the author's, and must be of linear time.
    """
    _refuse_remote(schema)
    try:
        copy = json.loads(json.dumps(schema))
        validate = cast("Callable[[object], object]", fastjsonschema.compile(copy, use_default=False))  # type: ignore
    except (fastjsonschema.JsonSchemaDefinitionException, TypeError, ValueError) as fault:
        raise RewardDefinitionError(
            f"valid_json: the schema does not compile ({type(fault).__name__}), expected JSON Schema draft 4, 6 or 7"
        ) from None

    def score(sample: Sample[object], answer: Answer[object]) -> Grade:
        try:
            validate(answer.value)
        except fastjsonschema.JsonSchemaValueException:
            return Grade(0.0, "invalid")
        except (RecursionError, ArithmeticError):
            return Grade(0.0, "unreadable")
        return Grade(1.0, "valid")

    return score


def _refuse_remote(schema: object) -> None:
    waiting = [schema]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Mapping):
            fields = cast("Mapping[str, object]", node)
            target = fields.get("$ref")
            if isinstance(target, str) and not target.startswith("#"):
                raise RewardDefinitionError(
                    f"valid_json: got the $ref {target!r}, expected one within the schema: #/..."
                )
            waiting += fields.values()
        elif isinstance(node, list):
            waiting += cast("list[object]", node)
