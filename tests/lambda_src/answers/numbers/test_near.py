"""``near_number``: more for a nearer answer, and the reasons of its grades."""

from fractions import Fraction

import pytest
from reward_runtime.answer import Answer
from reward_runtime.answers.kind import Grade
from reward_runtime.answers.numbers import Worked
from reward_runtime.answers.numbers.near import near_number
from reward_runtime.errors import RewardDefinitionError
from reward_runtime.samples import Sample


def grade(said: str, reference: Fraction | Worked = Fraction(10)) -> Grade:
    answer = Answer(said, "rule", (0, len(said)), (), Fraction(said))
    result = near_number(2)(Sample("s", "", said, reference), answer)
    assert isinstance(result, Grade)
    return result


def test_a_nearer_answer_earns_more() -> None:
    values = [grade(said).value for said in ("10", "11", "12", "1e200")]

    assert values[:3] == [1.0, 2 / 3, 0.5]
    assert 0 <= values[3] < 1e-100


def test_the_reason_tells_a_near_answer_from_an_equal_one() -> None:
    assert grade("10") == Grade(1.0, "equal")
    assert grade("8") == Grade(0.5, "near")


def test_the_answer_of_a_worked_reference_counts() -> None:
    assert grade("10", Worked(Fraction(10))) == Grade(1.0, "equal")
    assert grade("8", Worked(Fraction(10))) == Grade(0.5, "near")


@pytest.mark.parametrize("scale", [0, -1, float("nan"), float("inf")])
def test_a_scale_that_scales_nothing_is_refused(scale: float) -> None:
    with pytest.raises(RewardDefinitionError):
        near_number(scale)
