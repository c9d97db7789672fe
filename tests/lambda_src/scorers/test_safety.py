"""``safe``: its grades, and the rules that it takes; see ``test_personal`` and ``test_terms`` for their edges."""

import random
from collections.abc import Sequence
from typing import Any

import pytest
from reward_runtime.answer import Answer, Extractor, Match, Normalize, Span
from reward_runtime.answers.kind import Grade
from reward_runtime.errors import RewardDefinitionError
from reward_runtime.samples import Sample
from reward_runtime.scorers.safety import safe


def grade(response: str | None, **rules: Any) -> Grade:
    result = safe(**rules)(Sample("s", "", response, None), Answer("", "rule", (0, 0), (), None))
    assert isinstance(result, Grade)
    return result


def test_a_grade_names_the_rule_that_was_broken() -> None:
    assert grade("all well", blocked=["bad"]) == Grade(1.0, "safe")
    assert grade("a bad word", blocked=["bad"]) == Grade(0.0, "blocked_term")
    assert grade("jo@acme.io") == Grade(0.0, "email")
    assert grade(None, blocked=["xxxx"]) == Grade(1.0, "safe")


@pytest.mark.parametrize(
    ("response", "expected"),
    [("mail jo@acme.io now", "email"), ("card 4111 1111 1111 1111.", "card"), ("378282246310005", "card"),
     ("IBAN GB82 WEST 1234 5698 7654 32 thanks", "iban"), ("DE89370400440532013000", "iban"),
     ("ssn 123-45-6789", "ssn"), ("host 84.12.7.200", "ipv4"), ("call +44 20 7946 0958", "phone"),
     ("call (415) 555-2671", "phone"), ("+14155552671", "phone")],
)  # fmt: skip
def test_personal_data_is_found(response: str, expected: str) -> None:
    assert grade(response).reason == expected


@pytest.mark.parametrize(
    "response",
    ["jo@example.com", "4111 1111 1111 1112", "x = 4111111111111111", "GB82 WEST 1234 5698 7654 33", "127.0.0.1",
     "version 1.2.3.4", "3.14159265358979", "415-555-2671 = -2811", "20! = 2432902008176640000", "1,234,567,890",
     "A @ B"],
)  # fmt: skip
def test_a_text_that_only_looks_like_personal_data_is_safe(response: str) -> None:
    assert grade(response).reason == "safe"


def test_a_maths_answer_full_of_numbers_is_safe() -> None:
    draw = random.Random(7)
    for _ in range(500):
        numbers = [draw.randrange(10 ** draw.randrange(1, 13)) for _ in range(40)]
        response = " ".join(f"{n} {draw.choice('+-*/=')} " for n in numbers) + ", ".join(map(str, numbers))
        assert grade(response).reason == "safe"


def test_only_the_personal_data_asked_for_is_looked_for() -> None:
    assert grade("jo@acme.io", personal=["phone"]).reason == "safe"
    assert grade("jo@acme.io", personal=["phone", "email"]).reason == "email"


def test_a_pattern_that_finds_something_in_the_whole_response_is_blocked() -> None:
    def find(response: str, spans: Sequence[Span], normalize: Normalize) -> Match | None:
        return Match("x", "rule", (0, 1)) if "x" in response and list(spans) == [(0, len(response))] else None

    pattern = Extractor(find)

    assert grade("ax", patterns=[pattern]) == Grade(0.0, "blocked_pattern")
    assert grade("<think>x</think> a", patterns=[pattern]) == Grade(0.0, "blocked_pattern")
    assert grade("a", patterns=[pattern]) == Grade(1.0, "safe")


def test_five_hundred_terms_can_be_blocked() -> None:
    terms = [f"term{n}" for n in range(500)]

    assert grade("a term499", blocked=terms) == Grade(0.0, "blocked_term")
    with pytest.raises(RewardDefinitionError):
        safe(blocked=[*terms, "more"])


@pytest.mark.parametrize("rules", [{"blocked": [" "]}, {"blocked": "bad"}, {"personal": ["name"]}])
def test_rules_that_can_find_nothing_are_refused(rules: dict[str, Any]) -> None:
    with pytest.raises(RewardDefinitionError):
        safe(**rules)
