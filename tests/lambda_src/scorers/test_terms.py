"""``any_term``: which texts show a term, in any disguise, and the end of a term."""

import pytest
from reward_runtime.answers.texts import folded
from reward_runtime.scorers.terms import any_term


def shows(text: str, *terms: str) -> bool:
    pattern = any_term(terms)
    assert pattern is not None
    return pattern.search(folded(text)) is not None


@pytest.mark.parametrize("text", ["a BAD word", "ｂａｄ", "b\u200bad", "(bad)", "so very   evil", "这是坏人吗"])
def test_a_term_is_found_however_it_is_dressed(text: str) -> None:
    assert shows(text, "bad", "very evil", "坏人")


@pytest.mark.parametrize(
    ("term", "text"),
    [("$bad", "x$bad"), ("bad!", "bad!x"), ("c++", "c++11"), ("x", "an x"), ("\u574f a", "\u662f\u574f a")],
)
def test_a_term_that_begins_or_ends_with_a_sign_is_found_within_a_word(term: str, text: str) -> None:
    assert shows(text, term)


@pytest.mark.parametrize(
    "text", ["badge", "forbad", "very good", "bad\u0301", "bad1", "xbad", "badx", "\u00e9bad", "bad\u0300", "1bad"]
)
def test_a_longer_word_is_another(text: str) -> None:
    assert not shows(text, "bad", "very evil")


@pytest.mark.parametrize("terms", [[], [" "], ["bad", "\u200b"]])
def test_no_terms_and_a_term_without_a_character_find_nothing(terms: list[str]) -> None:
    assert any_term(terms) is None
