from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime.answers.overlap import edit_distance, edit_similarity, lcs_length, rouge_l, token_f1
from reward_runtime.answers.texts import Texts
from reward_runtime.extract import Answer
from reward_runtime.samples import Sample

PARTS = st.lists(st.sampled_from("abc"), max_size=80)
WORDS = st.lists(st.sampled_from(["red", "blue", "green"]), min_size=1, max_size=12).map(" ".join)


def value(scorer: Any, response: str, *wanted: str) -> float:
    return scorer(Sample(1, "", response, wanted), Answer(response, "whole", (0, len(response)))).value


def table(a: list[str], b: list[str]) -> tuple[int, int]:
    """Longest common subsequence and Levenshtein distance by their quadratic definitions."""
    common = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    edits = [[i + j for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i, x in enumerate(a, 1):
        for j, y in enumerate(b, 1):
            common[i][j] = common[i - 1][j - 1] + 1 if x == y else max(common[i - 1][j], common[i][j - 1])
            edits[i][j] = min(edits[i - 1][j] + 1, edits[i][j - 1] + 1, edits[i - 1][j - 1] + (x != y))
    return common[-1][-1], edits[-1][-1]


@given(PARTS, PARTS)
def test_the_bit_parallel_forms_equal_the_definitions(a: list[str], b: list[str]) -> None:
    assert (lcs_length(a, b), edit_distance(a, b)) == table(a, b)


def test_kitten_is_three_edits_from_sitting() -> None:
    assert value(edit_similarity, "kitten", "sitting") == pytest.approx(1 - 3 / 7)


@pytest.mark.parametrize(("candidate", "expected"), [("police kill the gunman", 0.75), ("the gunman kill police", 0.5)])
def test_rouge_l_has_the_values_of_lins_paper(candidate: str, expected: float) -> None:
    """Lin 2004, ROUGE: A Package for Automatic Evaluation of Summaries, section 3: S1 to S3 with beta 1."""
    assert value(rouge_l, candidate, "police killed the gunman") == expected


def test_rouge_l_counts_an_article_that_begins_the_reference_of_a_row() -> None:
    read = Texts().read_reference(["The Beatles", "x"])
    grades = [
        rouge_l(Sample(1, "", text, read), Answer(text, "whole", (0, len(text)))).value
        for text in ("the", "The Beatles")
    ]
    assert grades == [pytest.approx(2 / 3), 1]


@given(WORDS, WORDS)
def test_padding_an_exact_answer_never_pays(wanted: str, padding: str) -> None:
    for scorer in (token_f1, rouge_l, edit_similarity):
        assert value(scorer, f"{wanted} {padding}", wanted) < value(scorer, wanted, wanted) == 1


def test_the_best_alternative_counts() -> None:
    assert value(token_f1, "blue", "red", "blue") == 1
