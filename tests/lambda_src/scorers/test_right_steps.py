"""``right_steps``: the steps of a reference in their order, and the reason that the grade gives."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from reward_runtime.answers.numbers import Equation, Worked
from reward_runtime.answers.numbers.steps import LOOKED_AT, right_steps
from reward_runtime.dimension import Grade
from reward_runtime.extract import Answer
from reward_runtime.samples import Sample


def grade(response: str | None, *results: int) -> Grade:
    steps = tuple(Equation("1+1", Fraction(result), True) for result in results)
    return right_steps(Sample("s", "", response, Worked(Fraction(1), steps)), Answer("1", "rule", (0, 1)))


def written(results: Sequence[int]) -> str:
    return " ".join(f"{result + place}-{place} = {result};" for place, result in enumerate(results))


def longest_in_order(wanted: Sequence[int], got: Sequence[int]) -> int:
    sizes = range(min(len(wanted), len(got)), 0, -1)
    kept = (size for size in sizes if set(combinations(wanted, size)) & set(combinations(got, size)))
    return next(kept, 0)


RESULTS = st.lists(st.integers(1, 4), max_size=6)


@given(RESULTS.filter(bool), RESULTS)
def test_the_longest_run_of_steps_in_order_counts(wanted: list[int], got: list[int]) -> None:
    expected = longest_in_order(wanted, got) / max(len(wanted), len(got) / 2)

    assert grade(written(got), *wanted).value == expected


def test_the_reason_says_how_many_steps_are_there() -> None:
    assert grade(written([1, 2]), 1, 2) == Grade(1.0, "all_steps")
    assert grade(written([2]), 1, 2) == Grade(0.5, "some_steps")
    assert grade(written([3]), 1, 2) == grade(None, 1, 2) == Grade(0.0, "no_steps")
    assert grade(written([3])) == Grade(1.0, "no_steps_known")


def test_a_bounded_part_of_a_response_is_looked_at() -> None:
    assert grade(" " * (LOOKED_AT - 7) + "1+1 = 2", 2).value == 1
    assert grade(" " * LOOKED_AT + "1+1 = 2", 2).value == 0
