"""``right_steps``: credit for right steps in their order, and the reason that the grade gives."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime.answer import Answer
from reward_runtime.answers.kind import Grade
from reward_runtime.answers.numbers import Equation, Worked, WorkedNumbers
from reward_runtime.answers.numbers.steps import LOOKED_AT, right_steps
from reward_runtime.samples import Sample

REFERENCE = "48/2 = <<48/2=24>>24 clips.\n48 + 24 = <<48+24=72>>72 clips.\n#### 72"
BOTH = "She sold 48/2 = 24 in May and 48 + 24 = 72 in all."


def graded(response: str | None, reference: Worked) -> Grade:
    return right_steps(Sample("s", "", response, reference), Answer("72", "rule", (0, 2), (), Fraction(72)))


def steps(response: str, reference: str = REFERENCE) -> float:
    return graded(response, WorkedNumbers().parse_reference(reference)).value


def grade(response: str | None, *results: int) -> Grade:
    return graded(response, Worked(Fraction(1), tuple(Equation("1+1", Fraction(result), True) for result in results)))


def written(results: Sequence[int]) -> str:
    return " ".join(f"{result + place}-{place} = {result};" for place, result in enumerate(results))


def longest_in_order(wanted: Sequence[int], got: Sequence[int]) -> int:
    sizes = range(min(len(wanted), len(got)), 0, -1)
    kept = (size for size in sizes if set(combinations(wanted, size)) & set(combinations(got, size)))
    return next(kept, 0)


@pytest.mark.parametrize(
    ("response", "share"),
    [
        (BOTH, 1),
        (REFERENCE, 1),
        ("48 \u00f7 2 = $24", 0.5),
        ("48+24=72, and 48/2=24", 0.5),
        ("48/2 = 24, again 48/2 = 24", 0.5),
        ("24 and 72", 0),
        ("24 = 24", 0),
        ("48/2 = 25", 0),
        (BOTH + " 2+2=5", 0.5),
        ("48/2 = 20 + 4 = 24, then 48 + 24 = 70 + 2 = 72", 1),
        ("x = 48/2 = 24 and y = 24 + 48 = 72", 1),
        ("48 \\div 2 = 24, $48 + 24 = 72$", 1),
        ("$\\frac{48}{2} = 24$, 6 \\times 12 = 72", 1),
        ("96 \\times \\frac{1}{4} = 24; 48 + 24 = 144/2", 1),
        ("4 1/2 + 19 1/2 = 24\n70 1/2 + 1 1/2 = 72", 1),
        ("48/2 = 20 + 5 = 25", 0),
    ],
)
def test_each_true_step_counts_once_and_in_order(response: str, share: float) -> None:
    assert steps(response) == share


RESULTS = st.lists(st.integers(1, 4), max_size=6)


@given(RESULTS.filter(bool), RESULTS)
def test_the_longest_run_of_steps_in_order_counts(wanted: list[int], got: list[int]) -> None:
    expected = longest_in_order(wanted, got) / max(len(wanted), len(got) / 2)

    assert grade(written(got), *wanted).value == expected


def test_listing_every_result_does_not_raise_the_score() -> None:
    spam = " ".join(f"{n}+0={n}." for n in range(1, 150))

    assert steps(spam) < 0.05
    assert steps(BOTH + spam) < steps(BOTH)


@pytest.mark.parametrize("noise", ["=" * 100_000, "(" * 100_000 + "=1", "1+" * 50_000 + "=1", "9" * 5000 + "+1=2"])
def test_noise_is_no_step_and_no_failure(noise: str) -> None:
    assert steps(noise) == 0


def test_the_reason_says_how_many_steps_are_there() -> None:
    assert grade(written([1, 2]), 1, 2) == Grade(1.0, "all_steps")
    assert grade(written([2]), 1, 2) == Grade(0.5, "some_steps")
    assert grade(written([3]), 1, 2) == grade(None, 1, 2) == Grade(0.0, "no_steps")


def test_beside_a_reference_without_steps_the_answer_stands_for_them() -> None:
    """They paid a wrong answer too."""
    assert graded("no work", WorkedNumbers().parse_reference("72")) == Grade(1.0, "no_steps_known")
    assert graded("no work", WorkedNumbers().parse_reference("71")) == Grade(0.0, "no_steps_known")


def test_a_bounded_part_of_a_response_is_looked_at() -> None:
    assert grade(" " * (LOOKED_AT - 7) + "1+1 = 2", 2).value == 1
    assert grade(" " * LOOKED_AT + "1+1 = 2", 2).value == 0
