"""What a comparison by parts grades with a reason of its own."""

import pytest
from reward_runtime.dimension import Grade, Scorer
from reward_runtime.extract import Answer
from reward_runtime.samples import Sample
from reward_runtime.scorers.overlap import edit_similarity, rouge_l, token_f1
from reward_runtime.scorers.text import LONGEST_TEXT


def grade(scorer: Scorer, response: str, *wanted: str) -> object:
    return scorer(Sample("s", "", response, wanted), Answer(response, "rule", (0, len(response))))


@pytest.mark.parametrize("scorer", [token_f1, rouge_l, edit_similarity])
def test_a_grade_says_how_much_is_there(scorer: Scorer) -> None:
    assert grade(scorer, "red", "red") == Grade(1.0, "same_parts")
    assert grade(scorer, "xyz", "red") == Grade(0.0, "no_parts")
    assert grade(scorer, "!", "red") == Grade(0.0, "no_text")
    assert grade(scorer, "x" * LONGEST_TEXT + "x", "red") == Grade(0.0, "too_long")
    assert grade(scorer, " " + "x" * LONGEST_TEXT, "x" * LONGEST_TEXT) == Grade(1.0, "same_parts")


def test_parts_are_words_or_characters_in_order_or_not() -> None:
    assert grade(token_f1, "blue red", "red blue big") == Grade(0.8, "some_parts")
    assert grade(rouge_l, "blue red", "red blue big") == Grade(0.4, "some_parts")
    assert grade(edit_similarity, "cafe\u0301", "caf\u00e9s") == Grade(0.8, "some_parts")


def test_a_script_without_spaces_is_compared_by_character() -> None:
    assert grade(token_f1, "\u6771\u4eac", "\u6771\u5317") == Grade(0.5, "some_parts")
