"""``safe``: its grades, and where a blocked term ends."""

from collections.abc import Sequence

import pytest
from reward_runtime.dimension import Grade
from reward_runtime.errors import RewardDefinitionError
from reward_runtime.extract import Answer, Span
from reward_runtime.samples import Sample
from reward_runtime.scorers.safety import safe


def grade(response: str | None, *blocked: str) -> object:
    return safe(blocked=blocked)(Sample("s", "", response), Answer("", "rule", (0, 0)))


def test_a_grade_says_what_was_found() -> None:
    assert grade("all well", "bad") == Grade(1.0, "safe")
    assert grade("a bad word", "bad") == Grade(0.0, "blocked_term")
    assert grade("jo@acme.io") == Grade(0.0, "email")
    assert grade(None, "xxxx") == Grade(1.0, "safe")


def test_a_pattern_sees_the_whole_response() -> None:
    def find(response: str, spans: Sequence[Span]) -> Answer | None:
        return Answer("", "rule", spans[0]) if list(spans) == [(0, len(response))] else None

    scorer = safe(patterns=[find])

    assert scorer(Sample("s", "", "any"), Answer("", "rule", (0, 0))) == Grade(0.0, "blocked_pattern")


@pytest.mark.parametrize(
    ("term", "response"),
    [("$bad", "x$bad"), ("bad!", "bad!x"), ("c++", "c++11"), ("x", "an x"), ("\u574f a", "\u662f\u574f a")],
)
def test_a_term_that_begins_or_ends_with_a_sign_is_found_within_a_word(term: str, response: str) -> None:
    assert grade(response, term) == Grade(0.0, "blocked_term")


@pytest.mark.parametrize("response", ["xbad", "badx", "\u00e9bad", "bad\u0300", "1bad"])
def test_a_longer_word_is_another(response: str) -> None:
    assert grade(response, "bad") == Grade(1.0, "safe")


def test_five_hundred_terms_can_be_blocked() -> None:
    terms = [f"term{n}" for n in range(500)]

    assert grade("a term499", *terms) == Grade(0.0, "blocked_term")
    with pytest.raises(RewardDefinitionError):
        safe(blocked=[*terms, "more"])
