"""Scorers of overlap: how much of a reference's wording an answer has, and the reasons of their grades."""

from functools import cache
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime.answer import Answer
from reward_runtime.answers.kind import Grade
from reward_runtime.answers.overlap import edit_distance, edit_similarity, lcs_length, rouge_l, token_f1
from reward_runtime.answers.texts import LONGEST_TEXT, References, Texts
from reward_runtime.dimension import Scorer
from reward_runtime.samples import Sample

SCORERS: list[Scorer[object, References | str]] = [token_f1, rouge_l, edit_similarity]
PARTS = st.lists(st.sampled_from("abc"), max_size=80)
WORDS = st.lists(st.sampled_from(["red", "blue", "green"]), min_size=1, max_size=12).map(" ".join)


def grade(scorer: Scorer[object, References | str], response: str, *wanted: str) -> Grade:
    reference = Texts().parse_reference(list(wanted))
    result = scorer(Sample("s", "", response, reference), Answer(response, "rule", (0, len(response)), (), None))
    assert isinstance(result, Grade)
    return result


def table(a: list[str], b: list[str]) -> tuple[int, int]:
    """Longest common subsequence and Levenshtein distance by their quadratic definitions."""
    common = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    edits = [[i + j for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i, x in enumerate(a, 1):
        for j, y in enumerate(b, 1):
            common[i][j] = common[i - 1][j - 1] + 1 if x == y else max(common[i - 1][j], common[i][j - 1])
            edits[i][j] = min(edits[i - 1][j] + 1, edits[i][j - 1] + 1, edits[i - 1][j - 1] + (x != y))
    return common[-1][-1], edits[-1][-1]


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


@given(PARTS, PARTS)
def test_the_bit_parallel_forms_equal_the_definitions(a: list[str], b: list[str]) -> None:
    assert (lcs_length(a, b), edit_distance(a, b)) == table(a, b)


def test_all_short_texts_of_two_letters_are_as_far_apart_as_by_definition() -> None:
    texts = ["".join(letters) for length in range(5) for letters in product("ab", repeat=length)]

    for a, b in product(texts, repeat=2):
        assert (lcs_length(a, b), edit_distance(a, b)) == (common(a, b), edits(a, b))


def test_kitten_is_three_edits_from_sitting() -> None:
    assert grade(edit_similarity, "kitten", "sitting").value == pytest.approx(1 - 3 / 7)


@pytest.mark.parametrize(("candidate", "expected"), [("police kill the gunman", 0.75), ("the gunman kill police", 0.5)])
def test_rouge_l_has_the_values_of_lins_paper(candidate: str, expected: float) -> None:
    """Lin 2004, ROUGE: A Package for Automatic Evaluation of Summaries, section 3: S1 to S3 with beta 1."""
    assert grade(rouge_l, candidate, "police killed the gunman").value == expected


def test_rouge_l_counts_an_article_that_begins_the_reference_of_a_row() -> None:
    grades = [grade(rouge_l, text, "The Beatles", "x").value for text in ("the", "The Beatles")]

    assert grades == [pytest.approx(2 / 3), 1]


@given(WORDS, WORDS)
def test_padding_an_exact_answer_never_pays(wanted: str, padding: str) -> None:
    for scorer in SCORERS:
        assert grade(scorer, f"{wanted} {padding}", wanted).value < grade(scorer, wanted, wanted).value == 1


def test_the_best_alternative_counts() -> None:
    assert grade(token_f1, "blue", "red", "blue").value == 1


def test_a_reference_of_free_text_is_the_only_one() -> None:
    answer = Answer("blue", "rule", (0, 4), (), "blue")

    assert token_f1(Sample("s", "", "blue", "red blue"), answer).value == pytest.approx(2 / 3)


@pytest.mark.parametrize("scorer", SCORERS)
def test_a_grade_says_how_much_is_there(scorer: Scorer[object, References | str]) -> None:
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
