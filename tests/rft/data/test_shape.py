"""One row on each road: every kind of fault is reported, and a corrected row is right on that road."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rft.data.fault import Fault, Severity
from rft.data.mending import mended
from rft.data.shape import faults_of
from rft.road import Shape

ASK = {"role": "user", "content": "Is it good?"}
NOVA: dict[str, Any] = {"id": "a", "messages": [ASK], "reference_answer": "yes"}
VERL: dict[str, Any] = {"id": "a", "prompt": [ASK], "reward_model": {"style": "rule", "ground_truth": "yes"}}
EVALUATION: dict[str, Any] = {"id": "a", "query": "Is it good?", "response": "yes"}
GOOD = {Shape.NOVA: NOVA, Shape.VERL: VERL, Shape.EVALUATION: EVALUATION}
IMAGE = {"type": "image_url", "image_url": {"url": "data:,"}}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from(
    ["id", "messages", "prompt", "query", "response", "reference_answer", "reward_model", "metadata", "system"]
)


def faults(row: dict[str, Any], shape: Shape) -> set[Fault]:
    return set(faults_of(row, shape, needs_reference=True))


@pytest.mark.parametrize("shape", Shape)
def test_a_good_row_has_no_fault_and_is_not_changed(shape: Shape) -> None:
    assert faults(GOOD[shape], shape) == set()
    assert mended(GOOD[shape], shape, 1) == GOOD[shape]


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"messages": None}, Fault.NO_PROMPT),
        ({"messages": []}, Fault.NO_PROMPT),
        ({"messages": "Is it good?"}, Fault.NO_PROMPT),
        ({"messages": [{"role": "human", "content": "x"}, ASK]}, Fault.BAD_ROLE),
        ({"messages": ["x", ASK]}, Fault.BAD_ROLE),
        ({"messages": [ASK, {"role": "system", "content": "x"}, ASK]}, Fault.SYSTEM_NOT_FIRST),
        ({"messages": [{"role": "system", "content": "x"}]}, Fault.NO_USER_TURN),
        ({"messages": [ASK, {"role": "assistant", "content": "yes"}]}, Fault.ANSWERED),
        ({"messages": [{"role": "user", "content": [{"type": "text", "text": "x"}, IMAGE]}]}, Fault.NOT_TEXT),
        ({"messages": [{"role": "user", "content": None}]}, Fault.NOT_TEXT),
        ({"messages": [{"role": "user", "content": " "}]}, Fault.EMPTY_TURN),
        ({"messages": [{"role": "user", "content": []}]}, Fault.EMPTY_TURN),
        ({"reference_answer": None}, Fault.NO_REFERENCE),
        ({"reference_answer": None, "ground_truth": "yes"}, Fault.REFERENCE_ELSEWHERE),
        ({"id": None}, Fault.NO_ID),
    ],
)
def test_each_fault_of_a_training_row_is_told(changed: dict[str, Any], fault: Fault) -> None:
    assert faults({**NOVA, **changed}, Shape.NOVA) == {fault}


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"query": None}, Fault.NO_PROMPT),
        ({"query": " "}, Fault.EMPTY_TURN),
        ({"response": None}, Fault.NO_REFERENCE),
        ({"response": None, "reference_answer": "yes"}, Fault.GOLD_AS_REFERENCE),
        ({"metadata": "{}"}, Fault.METADATA_NOT_AN_OBJECT),
    ],
)
def test_each_fault_of_an_evaluation_row_is_told(changed: dict[str, Any], fault: Fault) -> None:
    assert faults({**EVALUATION, **changed}, Shape.EVALUATION) == {fault}


def test_a_turn_that_calls_a_tool_needs_no_text() -> None:
    turns = [ASK, {"role": "assistant", "content": None, "tool_calls": [{}]}, {"role": "tool", "content": "7"}]
    assert faults({**NOVA, "messages": turns}, Shape.NOVA) == set()


@pytest.mark.parametrize("into", Shape)
@pytest.mark.parametrize("of", [Shape.NOVA, Shape.VERL])
def test_a_row_of_one_shape_is_mended_into_another(of: Shape, into: Shape) -> None:
    row = {key: value for key, value in GOOD[of].items() if key != "id"}
    fixed = mended(row, into, 7)
    assert faults(fixed, into) == set()
    assert fixed["id"] == "row-0000007"


def test_blocks_of_text_become_a_text_and_others_stay() -> None:
    text = {"role": "user", "content": [{"type": "text", "text": "Is it "}, {"type": "text", "text": "good?"}]}
    image = {"role": "user", "content": [IMAGE]}
    assert mended({**NOVA, "messages": [text, image]}, Shape.NOVA, 1)["messages"] == [ASK, image]


def test_metadata_that_is_a_json_text_becomes_an_object() -> None:
    assert mended({**EVALUATION, "metadata": '{"a": 1}'}, Shape.EVALUATION, 1)["metadata"] == {"a": 1}
    assert mended({**EVALUATION, "metadata": "a"}, Shape.EVALUATION, 1)["metadata"] == "a"


def moved(row: dict[str, Any], shape: Shape) -> dict[str, Any]:
    """Return the row with its prompt in the road's place: a prompt elsewhere hides its own faults."""
    place, other = ("messages", "prompt") if shape is Shape.NOVA else ("prompt", "messages")
    return {**row, place: row.get(other)} if row.get(place) is None else row


@given(st.dictionaries(FIELDS, JSON), st.sampled_from(Shape))
@example({"prompt": [{}]}, Shape.NOVA)
def test_any_row_is_looked_at_and_mended_and_never_becomes_worse(row: dict[str, Any], shape: Shape) -> None:
    before, fixed = faults(row, shape) | faults(moved(row, shape), shape), mended(row, shape, 1)
    after = faults(fixed, shape)
    assert {each for each in after if each.severity is Severity.ERROR} <= before
    assert Fault.NO_ID not in after
    assert mended(fixed, shape, 2) == fixed


def test_turns_that_stand_as_json_text_are_turns() -> None:
    assert mended({**NOVA, "messages": f'[{{"role": "user", "content": "{ASK["content"]}"}}]'}, Shape.NOVA, 1) == NOVA


def test_a_prompt_that_is_a_text_is_right_for_verl() -> None:
    assert faults({**VERL, "prompt": "What is 2+2?"}, Shape.VERL) == set()


@pytest.mark.parametrize(
    ("row", "shape"),
    [
        # Two references: only a person knows which one is right.
        ({**VERL, "reference_answer": "no"}, Shape.VERL),
        # Two prompts.
        ({**NOVA, "messages": "Is it good?", "prompt": [ASK]}, Shape.NOVA),
        # Something that is not a turn.
        ({**NOVA, "messages": [ASK, "and why?"]}, Shape.NOVA),
        # A block that is not plain text.
        ({**NOVA, "messages": [{"role": "user", "content": [{"type": "thinking", "text": "x"}]}]}, Shape.NOVA),
        # An image beside the question, and two system turns.
        (
            {"id": "a", "messages": [{"role": "user", "content": [{"text": "x"}, IMAGE]}], "response": "yes"},
            Shape.EVALUATION,
        ),
        (
            {"id": "a", "messages": [{"role": "system", "content": "x"}] * 2 + [ASK], "response": "yes"},
            Shape.EVALUATION,
        ),
    ],
)
def test_what_would_be_a_guess_is_left_to_a_person(row: dict[str, Any], shape: Shape) -> None:
    fixed = mended(row, shape, 1)
    assert {each.severity for each in faults(fixed, shape)} == {Severity.ERROR}
