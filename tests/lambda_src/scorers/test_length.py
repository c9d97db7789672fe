"""``within_length`` and ``near_length``: the lengths at which a grade begins and ends to fall, and its reason."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime.answer import Answer
from reward_runtime.answers.kind import Grade
from reward_runtime.dimension import Scorer
from reward_runtime.errors import RewardDefinitionError
from reward_runtime.samples import Sample
from reward_runtime.scorers.length import near_length, within_length


def grade(scorer: Scorer[object, object], response: str | None) -> Grade:
    result = scorer(Sample("s", "", response, None), Answer("", "rule", (0, 0), (), None))
    assert isinstance(result, Grade)
    return result


@pytest.mark.parametrize(("length", "expected"), [(0, 1), (100, 1), (110, 0.5), (120, 0), (900, 0)])
def test_a_response_over_budget_falls_in_a_line(length: int, expected: float) -> None:
    assert grade(within_length(100, margin=0.2), "x" * length).value == pytest.approx(expected)


@pytest.mark.parametrize(("length", "expected"), [(50, 0), (75, 0.5), (100, 1), (125, 0.5), (150, 0)])
def test_a_response_off_target_falls_on_both_sides(length: int, expected: float) -> None:
    assert grade(near_length(100), "x" * length).value == pytest.approx(expected)


@given(st.integers(0, 300), st.integers(0, 300))
def test_padding_never_pays_within_length(length: int, more: int) -> None:
    scorer = within_length(100)

    assert grade(scorer, "x" * (length + more)).value <= grade(scorer, "x" * length).value


@pytest.mark.parametrize(
    ("length", "value", "reason"),
    [
        (100, 1.0, "within_length"),
        (101, 24 / 25, "over_length"),
        (124, 1 / 25, "over_length"),
        (125, 0.0, "far_over_length"),
        (126, 0.0, "far_over_length"),
    ],
)
def test_a_budget_ends_a_quarter_over(length: int, value: float, reason: str) -> None:
    assert grade(within_length(100), "x" * length) == (pytest.approx(value), reason)


@pytest.mark.parametrize(
    ("length", "value", "reason"),
    [
        (50, 0.0, "under_length"),
        (99, 49 / 50, "under_length"),
        (100, 1.0, "on_length"),
        (101, 49 / 50, "over_length"),
        (151, 0.0, "over_length"),
    ],
)
def test_a_target_ends_a_half_off(length: int, value: float, reason: str) -> None:
    assert grade(near_length(100), "x" * length) == (pytest.approx(value), reason)


def test_without_a_margin_any_other_length_earns_nothing() -> None:
    assert grade(within_length(10, margin=0), "x" * 11) == Grade(0.0, "far_over_length")
    assert grade(near_length(10, margin=0), "x" * 11) == Grade(0.0, "over_length")
    assert grade(near_length(10, margin=0), "x" * 9) == Grade(0.0, "under_length")


def test_no_response_has_no_length() -> None:
    assert grade(near_length(4), None) == Grade(0.0, "under_length")
    assert grade(within_length(1, margin=10), None) == Grade(1.0, "within_length")


def test_words_are_counted_and_a_long_one_counts_for_several() -> None:
    assert grade(near_length(3, unit="words"), "one  two\nthree") == Grade(1.0, "on_length")
    assert grade(near_length(3, unit="words"), "x" * 79) == Grade(1.0, "on_length")
    assert grade(near_length(4, unit="words"), "x" * 80) == Grade(1.0, "on_length")


def test_words_without_spaces_still_count() -> None:
    assert grade(within_length(10, unit="words"), "word-" * 100).value == 0


@pytest.mark.parametrize("make", [within_length, near_length])
def test_only_a_unit_or_more_and_a_margin_up_to_ten_can_be_asked_for(
    make: Callable[..., Scorer[object, object]],
) -> None:
    assert make(1, margin=10)
    for units, margin in ((0, 0.5), (1, -0.1), (1, 10.1), (1, float("nan"))):
        with pytest.raises(RewardDefinitionError):
            make(units, margin=margin)
