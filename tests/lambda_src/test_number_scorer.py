"""Scoring a number against the reference."""

from fractions import Fraction

import pytest
from reward_runtime.answers.numbers.same import near_number, same_number
from reward_runtime.dimension import Grade
from reward_runtime.errors import RewardDefinitionError
from reward_runtime.extract import Answer
from reward_runtime.samples import Sample


def sample(reference: object) -> Sample:
    return Sample("s", "", "text", Fraction(str(reference)))


def answer(value: object) -> Answer:
    return Answer("text", "rule", (0, 4), value=Fraction(str(value)) if value is not None else None)


@pytest.mark.parametrize(
    ("said", "reference", "grade"),
    [
        ("1/2", "0.5", Grade(1.0, "equal")),
        ("100.5", "100", Grade(1.0, "within_tolerance")),
        ("102", "100", Grade(0.0, "different")),
        ("-100", "100", Grade(0.0, "different")),
    ],
)
def test_an_answer_counts_within_the_tolerance_only(said: str, reference: str, grade: Grade) -> None:
    assert same_number(relative=0.01)(sample(reference), answer(said)) == grade


def test_without_a_tolerance_the_least_difference_counts() -> None:
    assert same_number()(sample("1"), answer(Fraction(10**90 + 1, 10**90))) == Grade(0.0, "different")


def test_a_nearer_answer_earns_more() -> None:
    given = [near_number(2)(sample(10), answer(said)) for said in ("10", "11", "12", "1e200")]
    values = [grade.value if isinstance(grade, Grade) else grade for grade in given]

    assert values[:3] == [1.0, 2 / 3, 0.5]
    assert 0 <= values[3] < 1e-100


def test_what_is_no_number_earns_nothing() -> None:
    assert [score(sample(1), answer(None)) for score in (same_number(), near_number(1))] == [
        Grade(0.0, "no_number")
    ] * 2


@pytest.mark.parametrize("scale", [0, -1, float("nan"), float("inf")])
def test_a_scale_that_scales_nothing_is_refused(scale: float) -> None:
    with pytest.raises(RewardDefinitionError):
        near_number(scale)


@pytest.mark.parametrize("tolerance", [-1, float("nan"), float("inf")])
def test_a_tolerance_that_is_none_is_refused(tolerance: float) -> None:
    with pytest.raises(RewardDefinitionError):
        same_number(absolute=tolerance)
