"""``JsonAnswers``: references and answers that are JSON, and how far they agree."""

import pytest
from reward_runtime.answers.documents import JsonAnswers, fields_right, same_json
from reward_runtime.dimension import Grade
from reward_runtime.errors import RowFault
from reward_runtime.extract import Answer
from reward_runtime.samples import MISSING, Sample


def test_a_reference_is_an_object_or_its_text() -> None:
    assert JsonAnswers().read_reference('{"a": [1]}') == JsonAnswers().read_reference({"a": [1]}) == {"a": [1]}


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        (MISSING, "no_reference"),
        ("[1]", "reference_no_json_object"),
        ('{"a": 1, "a": 2}', "reference_no_json_object"),
        (["a"], "reference_no_json_object"),
        ({"a": {1, 2}}, "reference_no_json_object"),
    ],
)
def test_a_row_at_fault_is_told_by_its_code(reference: object, code: str) -> None:
    with pytest.raises(RowFault) as fault:
        JsonAnswers().read_reference(reference)
    assert fault.value.code == code


def test_an_answer_is_its_document() -> None:
    assert JsonAnswers().accept(Answer('{"a": 1}', "rule", (0, 8))) == {"a": 1}
    assert JsonAnswers().accept(Answer("{", "rule", (0, 1))) is None


def test_a_reference_is_written_as_it_reads() -> None:
    assert JsonAnswers().write({"a": "\u00e9"}) == '{"a": "\u00e9"}'
    with pytest.raises(RowFault) as fault:
        JsonAnswers().write({"a": object()})
    assert fault.value.code == "reference_no_json_object"


@pytest.mark.parametrize(
    ("said", "asked", "same", "right"),
    [
        ({"a": [1, {"b": 2}]}, {"a": [1, {"b": 2}]}, Grade(1.0, "same_json"), Grade(1.0, "all_fields")),
        ({"a": [1, {"b": 3}]}, {"a": [1, {"b": 2}]}, Grade(0.0, "other_json"), Grade(0.5, "some_fields")),
        ({"a": [1], "b": [2]}, {"a": [9], "b": [2]}, Grade(0.0, "other_json"), Grade(0.5, "some_fields")),
        ({"a": {}}, {"a": []}, Grade(0.0, "other_json"), Grade(0.0, "no_field")),
        ({"a": {}}, {"a": {}}, Grade(1.0, "same_json"), Grade(1.0, "all_fields")),
        ({"a": None}, {"a": False}, Grade(0.0, "other_json"), Grade(0.0, "no_field")),
        ({"a": False}, {"a": 0}, Grade(0.0, "other_json"), Grade(0.0, "no_field")),
        ({"a": 1, "b": 1}, {"a": 1}, Grade(0.0, "other_json"), Grade(2 / 3, "invented_fields")),
    ],
)
def test_documents_agree_field_by_field(said: object, asked: object, same: Grade, right: Grade) -> None:
    sample, answer = Sample("s", "", "text", asked), Answer("text", "rule", (0, 4), value=said)

    assert same_json(sample, answer) == same
    assert fields_right(sample, answer) == right
