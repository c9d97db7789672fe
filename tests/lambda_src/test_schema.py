"""``valid_json``: answers against a schema, offline."""

import pytest
from reward_runtime.answers.schema import valid_json
from reward_runtime.errors import RewardDefinitionError
from reward_runtime.extract import Answer
from reward_runtime.samples import Sample

SCHEMA = {"type": "object", "required": ["a"], "properties": {"a": {"type": "integer", "default": 1}}}


@pytest.mark.parametrize(
    ("value", "grade"), [({"a": 1}, (1.0, "valid")), ({"a": "x"}, (0.0, "invalid")), ({}, (0.0, "invalid"))]
)
def test_a_document_is_valid_or_not(value: object, grade: tuple[float, str]) -> None:
    assert valid_json(SCHEMA)(Sample(1, "", "x"), Answer("x", "json_object", (0, 1), value=value)) == grade


@pytest.mark.parametrize("schema", [{"$ref": "https://example.com/s.json"}, {"type": "nonsense"}])
def test_a_schema_that_is_remote_or_broken_is_refused(schema: dict[str, object]) -> None:
    with pytest.raises(RewardDefinitionError):
        valid_json(schema)
