"""``fields``: equality and partial credit of JSON answers."""

import json

import pytest
from reward_runtime.answers.documents import JsonAnswers, fields_right, same_json
from reward_runtime.errors import RowFault
from reward_runtime.extract import Answer
from reward_runtime.samples import Sample


def pair(said: object, asked: object) -> tuple[Sample, Answer]:
    text = json.dumps(said)
    return Sample(1, "", text, asked), Answer(text, "json_object", (0, len(text)), value=said)


@pytest.mark.parametrize(
    ("said", "asked", "same"),
    [
        ({"a": 1.0}, {"a": 1}, 1),
        ({"a": True}, {"a": 1}, 0),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, 1),
        ({"a": [1, 2]}, {"a": [2, 1]}, 0),
        ({"a": {}}, {"a": []}, 0),
        ({"a": ["x"]}, {"a": {"0": "x"}}, 0),
        ({"a": None}, {}, 0),
        ({"a": "1"}, {"a": 1}, 0),
    ],
)
def test_documents_are_the_same_only_where_json_says_so(said: object, asked: object, same: int) -> None:
    assert same_json(*pair(said, asked)).value == same


@pytest.mark.parametrize(
    ("said", "value", "reason"),
    [
        ({"a": 1, "b": 2}, 1.0, "all_fields"),
        ({"a": 1, "b": 2, "c": 3}, 0.8, "invented_fields"),
        ({"a": 1}, 2 / 3, "some_fields"),
        ({"a": 1, "b": 3}, 0.5, "some_fields"),
        ({}, 0.0, "no_field"),
    ],
)
def test_missing_wrong_and_invented_fields_cost(said: object, value: float, reason: str) -> None:
    assert fields_right(*pair(said, {"a": 1, "b": 2})) == (pytest.approx(value), reason)


@pytest.mark.parametrize("reference", ["", "[1]", "{", None, 3, {"a": float("nan")}])
def test_a_reference_that_is_no_json_object_is_the_rows_fault(reference: object) -> None:
    with pytest.raises(RowFault):
        JsonAnswers().read_reference(reference)
