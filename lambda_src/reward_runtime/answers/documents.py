"""JSON answers: equal to the reference, or right field by field."""

import json
from dataclasses import dataclass
from typing import cast

from reward_runtime.dimension import Grade
from reward_runtime.errors import RowFault
from reward_runtime.extract import Answer
from reward_runtime.extract.document import parse_json
from reward_runtime.samples import MISSING, Sample

__all__ = ["JsonAnswers", "fields_right", "same_json"]

_Path = tuple[str | int, ...]
_Leaf = tuple[str, object]


@dataclass(frozen=True)
class JsonAnswers:
    """Answers and references that are JSON objects."""

    def read_reference(self, reference: object) -> object:
        """Return the object of a reference: itself or its strict JSON text; else ``RowFault``."""
        if reference is MISSING:
            raise RowFault("no_reference")
        parsed = parse_json(reference if isinstance(reference, str) else self.write(reference))
        value = None if parsed is None else parsed.value
        if not isinstance(value, dict):
            raise RowFault("reference_no_json_object")
        return cast("object", value)

    def accept(self, answer: Answer) -> object | None:
        """Return the parsed document of an answer; ``None`` makes it no answer."""
        parsed = parse_json(answer.text)
        return None if parsed is None else parsed.value

    def write(self, reference: object) -> str:
        """Return the JSON text of a reference; ``RowFault`` for what JSON cannot say."""
        try:
            return json.dumps(reference, ensure_ascii=False)
        except (TypeError, ValueError, RecursionError):
            raise RowFault("reference_no_json_object") from None


def same_json(sample: Sample, answer: Answer) -> Grade:
    """1 where both documents say the same, else 0: ``true`` is no 1, ``1.0`` is 1, and only lists have an order."""
    same = _leaves(answer.value) == _leaves(sample.reference)
    return Grade(1.0, "same_json") if same else Grade(0.0, "other_json")


def fields_right(sample: Sample, answer: Answer) -> Grade:
    """Return the F1 of the fields, 0..1: missing, wrong and invented fields all cost; lists align by position."""
    said, asked = _leaves(answer.value), _leaves(sample.reference)
    right = sum(said.get(path) == leaf for path, leaf in asked.items())
    value = 2 * right / (len(said) + len(asked))
    if right == len(asked):
        return Grade(value, "all_fields" if len(said) == len(asked) else "invented_fields")
    return Grade(value, "some_fields" if right else "no_field")


def _leaves(document: object) -> dict[_Path, _Leaf]:
    """Every value that holds no other, by its path; an empty object or list is one, so that no document has none."""
    leaves: dict[_Path, _Leaf] = {}
    waiting: list[tuple[_Path, object]] = [((), document)]
    while waiting:
        path, node = waiting.pop()
        if isinstance(node, dict) and node:
            waiting += [((*path, key), value) for key, value in cast("dict[str, object]", node).items()]
        elif isinstance(node, list) and node:
            waiting += [((*path, index), value) for index, value in enumerate(cast("list[object]", node))]
        else:
            leaves[path] = _leaf(cast("object", node))
    return leaves


def _leaf(node: object) -> _Leaf:
    """Python says that ``True == 1``; JSON does not."""
    if isinstance(node, (dict, list)):
        return ("object" if isinstance(node, dict) else "list", None)
    kind = "number" if isinstance(node, (int, float)) and not isinstance(node, bool) else type(node).__name__
    return kind, node
