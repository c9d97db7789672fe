"""What a comparison by parts grades with a reason of its own."""

from functools import cache
from itertools import product

import pytest
from reward_runtime.answers.overlap import edit_distance, edit_similarity, lcs_length, rouge_l, token_f1
from reward_runtime.answers.texts import LONGEST_TEXT
from reward_runtime.dimension import Grade, Scorer
from reward_runtime.extract import Answer
from reward_runtime.samples import Sample


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


@cache
def common(a: str, b: str) -> int:
    if not a or not b:
        return 0
    return common(a[1:], b[1:]) + 1 if a[0] == b[0] else max(common(a[1:], b), common(a, b[1:]))


@cache
def edits(a: str, b: str) -> int:
    if not a or not b:
        return len(a) + len(b)
    if a[0] == b[0]:
        return edits(a[1:], b[1:])
    return 1 + min(edits(a[1:], b), edits(a, b[1:]), edits(a[1:], b[1:]))


def test_all_short_texts_of_two_letters_are_as_far_apart_as_by_definition() -> None:
    texts = ["".join(letters) for length in range(5) for letters in product("ab", repeat=length)]

    for a, b in product(texts, repeat=2):
        assert (lcs_length(a, b), edit_distance(a, b)) == (common(a, b), edits(a, b))
