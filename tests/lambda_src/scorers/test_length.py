from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime.extract import Answer
from reward_runtime.samples import Sample
from reward_runtime.scorers.length import near_length, within_length


def value(scorer: Any, response: str) -> float:
    return scorer(Sample(1, "", response), Answer(response, "whole", (0, 1))).value


@pytest.mark.parametrize(("length", "expected"), [(0, 1), (100, 1), (110, 0.5), (120, 0), (900, 0)])
def test_a_response_over_budget_falls_in_a_line(length: int, expected: float) -> None:
    assert value(within_length(100, margin=0.2), "x" * length) == pytest.approx(expected)


@pytest.mark.parametrize(("length", "expected"), [(50, 0), (75, 0.5), (100, 1), (125, 0.5), (150, 0)])
def test_a_response_off_target_falls_on_both_sides(length: int, expected: float) -> None:
    assert value(near_length(100), "x" * length) == pytest.approx(expected)


@given(st.integers(0, 300), st.integers(0, 300))
def test_padding_never_pays_within_length(length: int, more: int) -> None:
    assert value(within_length(100), "x" * (length + more)) <= value(within_length(100), "x" * length)


def test_words_without_spaces_still_count() -> None:
    assert value(within_length(10, unit="words"), "word-" * 100) == 0
