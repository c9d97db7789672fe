"""The value of a row's reference, however often it is wrapped."""

import json

import pytest
from reward_runtime.answers.reference import held
from reward_runtime.errors import RowFault
from reward_runtime.samples import MISSING


def wrapped(times: int) -> object:
    return "a" if times == 0 else {"answer": wrapped(times - 1)}


@pytest.mark.parametrize(
    "reference",
    [
        "a",
        {"answer": "a"},
        {"answer": None, "final_answer": "a", "label": "b"},
        {"label": "a"},
        {"text": "a", "other": "b"},
        {"ground_truth": "a", "reference_answer": "b"},
        {"reference_answer": {"label": "a"}},
        wrapped(3),
        json.dumps(wrapped(1)),
        json.dumps(wrapped(2)),
        json.dumps({"answer": json.dumps({"label": "a"})}),
    ],
)
def test_the_value_is_found_in_objects_and_in_their_json(reference: object) -> None:
    assert held(reference) == "a"


@pytest.mark.parametrize("reference", ["", "{a}", "{1}", "a}", "{", '{"other": 1}', '{"answer": null}', ["a"], 7, None])
def test_anything_else_is_the_value_itself(reference: object) -> None:
    assert held(reference) == reference


def test_an_object_without_the_keys_holds_nothing_and_other_keys_may_be_named() -> None:
    assert held({"other": "a"}) is None
    assert held({"other": "a", "answer": "b"}, ("other",)) == "a"
    assert held(wrapped(4)) == wrapped(1)


def test_a_row_without_a_reference_says_so() -> None:
    with pytest.raises(RowFault, match="no_reference"):
        held(MISSING)
