"""``Documents``: references and answers that are JSON objects, and how far they agree."""

import json
from collections.abc import Mapping

import pytest
from reward_runtime.answer import Answer
from reward_runtime.answers.documents import Document, Documents, fields_right
from reward_runtime.answers.kind import Grade
from reward_runtime.errors import RowFault
from reward_runtime.samples import MISSING, Sample

DOCUMENTS = Documents()


def read_total(document: Document) -> float | None:
    total = document.get("total")
    return float(total) if isinstance(total, (int, float)) and abs(total) < 1e300 else None


def right_share(said: Document, asked: Document) -> Grade:
    text = json.dumps(said)
    return fields_right(Sample("s", "", text, asked), Answer(text, "json_object", (0, len(text)), (), said))


def test_a_reference_is_an_object_or_its_text() -> None:
    assert DOCUMENTS.parse_reference('{"a": [1]}') == DOCUMENTS.parse_reference({"a": [1]}) == {"a": [1]}


FAULTS = [
    (MISSING, "no_reference"),
    ("", "reference_no_json_object"),
    ("{", "reference_no_json_object"),
    ("[1]", "reference_no_json_object"),
    ('{"a": 1, "a": 2}', "reference_no_json_object"),
    (None, "reference_no_json_object"),
    (3, "reference_no_json_object"),
    (["a"], "reference_no_json_object"),
    ({"a": {1, 2}}, "reference_no_json_object"),
    ({"a": object()}, "reference_no_json_object"),
    ({"a": float("nan")}, "reference_no_json_object"),
]  # fmt: skip


@pytest.mark.parametrize(("reference", "code"), FAULTS)
def test_a_row_at_fault_is_told_by_its_code_when_its_reference_is_parsed_and_rendered(
    reference: object, code: str
) -> None:
    for read in (DOCUMENTS.parse_reference, DOCUMENTS.render):
        with pytest.raises(RowFault) as fault:
            read(reference)
        assert fault.value.code == code


def test_an_answer_is_its_object_and_other_json_is_none() -> None:
    assert DOCUMENTS.parse('{"a": 1}') == {"a": 1}
    for text in ("{", "[1]", "1", "null", '"{}"', '{"a": NaN}'):
        assert DOCUMENTS.parse(text) is None


def test_a_reference_is_rendered_as_it_reads() -> None:
    assert DOCUMENTS.render({"a": "\u00e9"}) == DOCUMENTS.render('{"a": "\u00e9"}') == '{"a": "\u00e9"}'


DIFFERENT = [
    ({"a": True}, {"a": 1}),
    ({"a": [1, 2]}, {"a": [2, 1]}),
    ({"a": {}}, {"a": []}),
    ({"a": ["x"]}, {"a": {"0": "x"}}),
    ({"a": None}, {}),
    ({"a": "1"}, {"a": 1}),
    ({"a": None}, {"a": False}),
    ({"a": False}, {"a": 0}),
]
SAME = [
    ({"a": 1.0}, {"a": 1}),
    ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
    ({"a": {}}, {"a": {}}),
    ({}, {}),
    ({"a": [1, {"b": 2, "c": -0.0}]}, {"a": [1, {"c": 0, "b": 2}]}),
]


@pytest.mark.parametrize(
    ("said", "asked", "same"), [*((*pair, True) for pair in SAME), *((*pair, False) for pair in DIFFERENT)]
)
def test_documents_are_the_same_only_if_json_says_so(said: Document, asked: Document, same: bool) -> None:
    expected = Grade(1.0, "same_json") if same else Grade(0.0, "other_json")

    assert DOCUMENTS.compare(said, asked) == DOCUMENTS.compare(asked, said) == expected


@pytest.mark.parametrize(
    ("said", "asked", "same"), [*((*pair, True) for pair in SAME), *((*pair, False) for pair in DIFFERENT)]
)
def test_two_matches_agree_if_their_documents_are_the_same(said: Document, asked: Document, same: bool) -> None:
    """The order of keys, and ``1.0`` beside ``1``, made a contradiction of two boxes that said the same."""
    assert (DOCUMENTS.normalize(json.dumps(said)) == DOCUMENTS.normalize(json.dumps(asked))) is same


def test_two_texts_that_are_no_objects_agree_as_texts() -> None:
    assert DOCUMENTS.normalize("{A") == DOCUMENTS.normalize("{a") != DOCUMENTS.normalize("{b")


@pytest.mark.parametrize(
    ("said", "asked", "value", "reason"),
    [
        ({"a": 1, "b": 2}, {"a": 1, "b": 2}, 1.0, "all_fields"),
        ({"a": 1, "b": 2, "c": 3}, {"a": 1, "b": 2}, 0.8, "invented_fields"),
        ({"a": 1}, {"a": 1, "b": 2}, 2 / 3, "some_fields"),
        ({"a": 1, "b": 3}, {"a": 1, "b": 2}, 0.5, "some_fields"),
        ({}, {"a": 1, "b": 2}, 0.0, "no_field"),
        ({"a": [1, {"b": 2}]}, {"a": [1, {"b": 2}]}, 1.0, "all_fields"),
        ({"a": [1, {"b": 3}]}, {"a": [1, {"b": 2}]}, 0.5, "some_fields"),
        ({"a": [1], "b": [2]}, {"a": [9], "b": [2]}, 0.5, "some_fields"),
        ({"a": {}}, {"a": []}, 0.0, "no_field"),
        ({"a": {}}, {"a": {}}, 1.0, "all_fields"),
        ({"a": None}, {"a": False}, 0.0, "no_field"),
        ({"a": False}, {"a": 0}, 0.0, "no_field"),
        ({"a": 1, "b": 1}, {"a": 1}, 2 / 3, "invented_fields"),
    ],
)
def test_missing_wrong_and_invented_fields_cost(said: Document, asked: Document, value: float, reason: str) -> None:
    assert right_share(said, asked) == (pytest.approx(value), reason)
    assert (DOCUMENTS.compare(said, asked).value == 1) is (value == 1)


def test_a_value_that_a_function_reads_is_compared_alone() -> None:
    totals = Documents(read_total)
    reference = totals.parse_reference({"total": 3, "currency": "EUR"})

    assert reference == totals.parse('{"total": 3.0}') == 3
    assert totals.parse('{"sum": 3}') is totals.parse("3") is None
    assert totals.compare(3.0, reference) == Grade(1.0, "same_json")
    assert totals.compare(4.0, reference) == Grade(0.0, "other_json")
    assert totals.normalize('{"total": 3}') == totals.normalize('{"n": 1, "total": 3.0}')
    assert totals.normalize('{"total": 3}') != totals.normalize('{"total": 4}')


def test_a_read_value_that_cannot_be_hashed_has_a_normal_form() -> None:
    def read_names(document: Document) -> set[str] | None:
        return set(document) or None

    names = Documents(read_names)

    assert names.normalize('{"a": 1}') == names.normalize('{"a": 2}') != names.normalize('{"b": 1}')


def test_a_reference_without_the_value_is_the_rows_fault() -> None:
    for read in (Documents(read_total).parse_reference, Documents(read_total).render):
        with pytest.raises(RowFault) as fault:
            read({"sum": 3})
        assert fault.value.code == "reference_without_value"


def test_each_field_of_the_reference_is_lost_and_spoiled_once() -> None:
    reference = {"a": 1, "b": None, "c": "x"}
    hostile = list(DOCUMENTS.hostile(reference))
    objects: list[Mapping[str, object]] = [each for each in map(DOCUMENTS.parse, hostile) if each is not None]

    assert {"b": None, "c": "x"} in objects
    assert {"a": 1, "c": "x"} in objects
    assert {"a": 1, "b": None} in objects
    assert {"a": -1, "b": None, "c": "x"} in objects
    assert {"a": 1, "b": "NaN", "c": "x"} in objects
    assert [each for each in objects if DOCUMENTS.compare(each, reference).value] == []


@pytest.mark.parametrize("reference", [{}, {"a": None}, {"calls": []}, {"a": {}}, {"a": True}, {"a": -1.0}, {"": None}])
def test_no_text_that_says_what_the_reference_says_is_hostile(reference: Document) -> None:
    objects = [each for each in map(DOCUMENTS.parse, DOCUMENTS.hostile(reference)) if each is not None]

    assert objects
    assert [each for each in objects if DOCUMENTS.compare(each, reference).value] == []
