"""Known labels: every way to write one, and the counts that follow."""

from typing import Any

import pytest
from reward_runtime.answers.labels import Labels
from reward_runtime.extract import boxed
from reward_runtime.reward import Reward
from reward_runtime.samples import parse_samples

from rft.failures import CallError
from rft.score.labels.agreement import Agreement, Verdict
from rft.score.labels.column import number_of, read_column, truth_of
from rft.score.scoring import Scored
from rft.score.source.samples import Found

REWARD = Reward(Labels("yes", "no"), extract=boxed())


def _found(said: str, **fields: Any) -> Found:
    row = {"id": "r", "prompt": "Is it so?", "completion": said, "reference_answer": "yes", **fields}
    (sample,) = parse_samples(row)
    return Found(sample, "rows.jsonl:1", "rows.jsonl:1")


def _agreement(column: str, *samples: Found) -> Agreement:
    agreement = Agreement(read_column(column, samples, REWARD), REWARD)
    for each in samples:
        agreement.add(Scored(each, REWARD.score(each.sample)))
    return agreement


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (True, 1.0),
        (0, 0.0),
        (0.25, 0.25),
        ([1, 2, None], 1.5),
        ([], None),
        ([1, "x"], None),
        (float("nan"), None),
        (10**400, None),
        ("0.5", None),
        (None, None),
        ({"a": 1}, None),
    ],
)
def test_a_number_is_read_and_nothing_else_is_taken_for_one(value: object, number: float | None) -> None:
    assert number_of(value) == number


def test_words_for_right_and_wrong_are_known() -> None:
    assert [truth_of(word) for word in ("Right", " incorrect ", "PASS", "perhaps")] == [1.0, 0.0, 1.0, None]


def test_false_positives_and_negatives_are_counted_and_kept() -> None:
    yes, no = r"\boxed{yes}", r"\boxed{no}"
    samples = [_found(yes, good=True), _found(yes, good=False), _found(no, good=True), _found(no, good=False)]
    agreement = _agreement("good", *samples, _found(yes))
    assert agreement.figures() == {
        "column": "good",
        "dimension": "correct",
        "labelled": 4,
        "unlabelled": 1,
        "agreed": 0.5,
        "kappa": 0.0,
        "mean_squared_error": 0.5,
        "positives": {"true": 1, "false": 1},
        "negatives": {"true": 1, "false": 1},
        "classes": [],
    }
    assert [scored.found for _, scored in agreement.worst(Verdict.FALSE_POSITIVE)] == [samples[1]]
    assert [scored.found for _, scored in agreement.worst(Verdict.FALSE_NEGATIVE)] == [samples[2]]


def test_kappa_is_what_its_definition_says() -> None:
    # 20 both right, 5 false positives, 10 false negatives, 15 both wrong: (0.7 - 0.5) / (1 - 0.5).
    yes, no = r"\boxed{yes}", r"\boxed{no}"
    pairs = [(yes, True)] * 20 + [(yes, False)] * 5 + [(no, True)] * 10 + [(no, False)] * 15
    assert _agreement("good", *(_found(said, good=good) for said, good in pairs)).kappa == pytest.approx(0.4)


def test_classes_are_compared_with_the_answer_that_was_read() -> None:
    samples = [_found(r"\boxed{yes}", gold="yes"), _found(r"\boxed{no}", gold="Yes"), _found("Who knows?", gold="no")]
    agreement = _agreement("gold", *samples)
    assert dict(agreement.classes) == {("yes", "yes"): 1, ("yes", "no"): 1, ("no", "(none)"): 1}


def test_ratings_beyond_0_to_1_are_read_by_their_range() -> None:
    said = r"\boxed{yes}"
    samples = [_found(said, stars=[1, 1]), _found(said, stars=5), _found(said, stars=3)]
    agreement = _agreement("stars", *samples)
    assert (agreement.counts[True, True], agreement.false_positives) == (2, 1)
    assert agreement.figures()["mean_squared_error"] == pytest.approx((1 + 0.25) / 3)


def test_a_nested_column_and_one_of_the_recorded_response_are_found() -> None:
    inside = _found("x", metadata={"good": False})
    beside = Found(inside.sample, "", "", {"worth": {"correct": 1.0}})
    assert read_column("metadata.good", [inside], REWARD).dimension == "correct"
    assert _agreement("worth.correct", beside).false_negatives == 1


@pytest.mark.parametrize(
    ("column", "says"),
    [("absent", "no row has it, expected one of id, prompt"), ("odd", "got dict, expected true or false, a number")],
)
def test_a_column_that_holds_no_labels_is_refused(column: str, says: str) -> None:
    with pytest.raises(CallError, match=says):
        read_column(column, [_found("x", odd={"a": 1})], REWARD)
