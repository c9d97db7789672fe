"""The events of all platforms carry the same rows, each with the platform's own field names."""

import pytest

from rft.invoke.event_shapes import SHAPES
from rft.invoke.rows import RecordedRow


def test_a_training_job_sends_one_list_with_the_reference_at_the_top_level(rows: list[RecordedRow]) -> None:
    (event,) = SHAPES["training-job"].build(rows)
    assert [sample["reference_answer"] for sample in event] == ["yes", "no"]
    assert event[0]["topic"] == "tea"
    assert event[0]["messages"][-1] == {"role": "assistant", "content": "answer 1"}


@pytest.mark.parametrize("name", ["hyperpod", "bedrock"])
def test_hyperpod_and_bedrock_send_the_reference_under_metadata_only(name: str, rows: list[RecordedRow]) -> None:
    (event,) = SHAPES[name].build(rows)
    assert [sample["metadata"]["reference_answer"] for sample in event] == ["yes", "no"]
    assert all("reference_answer" not in sample for sample in event)


def test_bedrock_sends_the_rows_other_fields_under_metadata(rows: list[RecordedRow]) -> None:
    (event,) = SHAPES["bedrock"].build(rows)
    assert event[0]["metadata"]["topic"] == "tea"
    assert "topic" not in event[0]


def test_an_open_weight_job_wraps_the_list_and_has_the_reference_as_ground_truth(rows: list[RecordedRow]) -> None:
    (event,) = SHAPES["serverless"].build(rows)
    assert list(event) == ["input"]
    assert [sample["reward_model"]["ground_truth"] for sample in event["input"]] == ["yes", "no"]


def test_an_evaluation_sends_lists_of_one_whose_last_turn_is_the_response(rows: list[RecordedRow]) -> None:
    events = SHAPES["evaluation"].build(rows)
    assert [len(event) for event in events] == [1, 1]
    turns = events[0][0]["messages"]
    assert [turn["role"] for turn in turns] == ["user", "assistant", "assistant"]
    assert turns[-1]["content"] == "answer 1"


def test_an_evaluation_of_a_row_without_a_reference_makes_no_turn_of_it() -> None:
    row = RecordedRow({"id": "r", "messages": [{"role": "user", "content": "q"}]}, "answer")

    ((sample,),) = SHAPES["evaluation"].build([row])

    assert [turn["content"] for turn in sample["messages"]] == ["q", "answer"]


@pytest.mark.parametrize("name", SHAPES)
def test_building_an_event_leaves_the_row_as_it_was(name: str, rows: list[RecordedRow]) -> None:
    SHAPES[name].build(rows)
    assert len(rows[0].messages) == 1
