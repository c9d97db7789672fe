"""``valid_json``: answers against a schema, offline."""

from typing import Any

import pytest
from reward_runtime.answer import Answer
from reward_runtime.answers.kind import Grade
from reward_runtime.answers.schema import valid_json
from reward_runtime.errors import RewardDefinitionError
from reward_runtime.samples import Sample

SCHEMA = {"type": "object", "required": ["a"], "properties": {"a": {"type": "integer", "default": 1}}}
REMOTE = {"$ref": "https://example.com/s.json"}


def grade(schema: dict[str, Any], value: object) -> object:
    return valid_json(schema)(Sample("s", "", "text", None), Answer("text", "rule", (0, 4), (), value))


@pytest.mark.parametrize(
    ("value", "expected"),
    [({"a": 1}, Grade(1.0, "valid")), ({"a": "x"}, Grade(0.0, "invalid")), ({}, Grade(0.0, "invalid"))],
)
def test_a_document_is_valid_or_not(value: object, expected: Grade) -> None:
    assert grade(SCHEMA, value) == expected


def test_a_schema_may_refer_to_its_own_parts() -> None:
    schema = {"$ref": "#/definitions/a", "definitions": {"a": {"type": "integer"}}}

    assert grade(schema, 1) == Grade(1.0, "valid")
    assert grade(schema, "x") == Grade(0.0, "invalid")


@pytest.mark.parametrize(
    "schema", [REMOTE, {"anyOf": [{}, REMOTE]}, {"properties": {"a": REMOTE}}, {"$ref": "s.json#/a"}]
)
def test_a_schema_that_refers_elsewhere_is_refused_at_any_depth(schema: dict[str, Any]) -> None:
    with pytest.raises(RewardDefinitionError, match="expected one within the schema"):
        valid_json(schema)


def test_a_default_is_not_written_into_the_answer() -> None:
    value: dict[str, Any] = {}

    assert grade({"properties": {"a": {"default": 1}}}, value) == Grade(1.0, "valid")
    assert value == {}


def test_a_document_that_cannot_be_checked_earns_nothing() -> None:
    deep: list[Any] = []
    for _ in range(5000):
        deep = [deep]

    assert grade({"items": {"$ref": "#"}}, deep) == Grade(0.0, "unreadable")
    assert grade({"multipleOf": 0.1}, 10**400) == Grade(0.0, "unreadable")


def test_a_broken_schema_is_refused() -> None:
    with pytest.raises(RewardDefinitionError, match="the schema does not compile"):
        valid_json({"type": "nonsense"})


def test_a_schema_that_is_no_json_is_refused() -> None:
    with pytest.raises(RewardDefinitionError, match="TypeError"):
        valid_json({"enum": [object()]})
