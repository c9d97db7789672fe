"""``unrepeated``: which n-grams are compared, and in which part of the response."""

import random

import pytest
from reward_runtime.answer import Answer
from reward_runtime.answers.kind import Grade
from reward_runtime.dimension import Scorer
from reward_runtime.errors import RewardDefinitionError
from reward_runtime.samples import Sample
from reward_runtime.scorers.repetition import unrepeated


def grade(scorer: Scorer[object, object], response: str | None) -> Grade:
    result = scorer(Sample("s", "", response, None), Answer("", "rule", (0, 0), (), None))
    assert isinstance(result, Grade)
    return result


@pytest.mark.parametrize("response", ["", "one", "a b c d e f g", "東京は日本の首都であり人口が最も多い都市です"])
def test_a_text_without_repeats_earns_one(response: str) -> None:
    assert grade(unrepeated(), response) == Grade(1.0, "unrepeated")


@pytest.mark.parametrize(
    "response", ["so it is " * 300, "x" * 3000, "東京は日本の首都です" * 200, "ok " * 900 + " " * 5000]
)
def test_a_text_in_circles_earns_next_to_nothing(response: str) -> None:
    assert grade(unrepeated(), response).value < 0.05


def test_only_the_window_counts() -> None:
    words = " ".join(f"w{n}" for n in random.Random(1).sample(range(1000, 9000), 400))

    assert grade(unrepeated(), "so it is " * 300 + words).value == 1


def test_four_words_are_a_gram() -> None:
    assert grade(unrepeated(), "a b c d a b c d") == Grade(0.8, "repeats")
    assert grade(unrepeated(n=1), "a b c a") == Grade(0.75, "repeats")
    assert grade(unrepeated(n=20), "a b c a") == Grade(1.0, "unrepeated")


def test_if_spaces_are_few_three_characters_stand_for_a_word() -> None:
    assert grade(unrepeated(n=1), "ab" * 15 + "  " + "ab" * 15) == Grade(5 / 59, "repeats")
    assert grade(unrepeated(n=20), "x" * 60) == Grade(1.0, "unrepeated")
    assert grade(unrepeated(n=20), "x" * 61) == Grade(0.5, "repeats")


def test_twenty_characters_a_word_are_not_yet_few_spaces() -> None:
    assert grade(unrepeated(), "x" * 20) == Grade(1.0, "unrepeated")
    assert grade(unrepeated(), "x" * 21) == Grade(0.1, "repeats")


def test_the_last_fifteen_hundred_characters_are_looked_at() -> None:
    body = "".join(random.Random(1).choices("0123456789", k=1488))
    window = body + "!" + body[:11]

    assert grade(unrepeated(), window) == grade(unrepeated(), "!" + window) == Grade(1.0, "unrepeated")
    assert grade(unrepeated(window=1501), "!" + window) == Grade(1489 / 1490, "repeats")


def test_no_response_repeats_nothing() -> None:
    assert grade(unrepeated(n=1), None) == Grade(1.0, "unrepeated")


def test_a_window_and_grams_have_bounds() -> None:
    for window, n in ((1, 1), (100_000, 20)):
        assert unrepeated(window=window, n=n)
    for window, n in ((0, 4), (100_001, 4), (10, 0), (10, 21)):
        with pytest.raises(RewardDefinitionError):
            unrepeated(window=window, n=n)
