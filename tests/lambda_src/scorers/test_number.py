"""The edges of tolerances, and the reasons that a number's grade gives."""

from fractions import Fraction

import pytest
from reward_runtime.answers.numbers import Worked
from reward_runtime.answers.numbers.same import near_number, same_number
from reward_runtime.dimension import Grade, Scorer
from reward_runtime.errors import RewardDefinitionError
from reward_runtime.extract import Answer
from reward_runtime.samples import Sample


def grade(scorer: Scorer, reference: object, said: object) -> object:
    value = None if said is None else Fraction(str(said))
    return scorer(Sample("s", "", "text", reference), Answer("text", "rule", (0, 4), value=value))


@pytest.mark.parametrize(
    ("scorer", "said", "reason"),
    [
        (same_number(absolute=0.5), "10.5", "within_tolerance"),
        (same_number(absolute=0.5), "10.51", "different"),
        (same_number(relative=0.1), "11", "within_tolerance"),
        (same_number(relative=0.1), "8.99", "different"),
        (same_number(absolute=0.5, relative=0.1), "11", "within_tolerance"),
    ],
)
def test_a_tolerance_holds_its_own_edge(scorer: Scorer, said: str, reason: str) -> None:
    assert grade(scorer, Fraction(10), said) == Grade(float(reason != "different"), reason)


def test_nearness_says_whether_it_is_sameness() -> None:
    assert grade(near_number(2), Fraction(10), "10") == Grade(1.0, "equal")
    assert grade(near_number(2), Fraction(10), "8") == Grade(0.5, "near")


def test_the_answer_of_a_worked_reference_counts() -> None:
    assert grade(same_number(), Worked(Fraction(10)), "10") == Grade(1.0, "equal")
    assert grade(same_number(), "10", "10") == Grade(0.0, "no_number")


@pytest.mark.parametrize("relative", [1, 1.5, -0.1])
def test_a_share_that_lets_zero_pass_for_the_reference_is_refused(relative: float) -> None:
    with pytest.raises(RewardDefinitionError):
        same_number(relative=relative)
