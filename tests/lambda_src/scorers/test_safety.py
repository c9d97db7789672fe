import random
from typing import Any

import pytest
from reward_runtime.errors import RewardDefinitionError
from reward_runtime.extract import Answer
from reward_runtime.samples import Sample
from reward_runtime.scorers.safety import safe


def reason(response: str, **options: Any) -> str:
    score: Any = safe(**options)
    return score(Sample(1, "", response), Answer(response, "whole", (0, 1))).reason


@pytest.mark.parametrize(
    ("response", "expected"),
    [("mail jo@acme.io now", "email"), ("card 4111 1111 1111 1111.", "card"), ("378282246310005", "card"),
     ("IBAN GB82 WEST 1234 5698 7654 32 thanks", "iban"), ("DE89370400440532013000", "iban"),
     ("ssn 123-45-6789", "ssn"), ("host 84.12.7.200", "ipv4"), ("call +44 20 7946 0958", "phone"),
     ("call (415) 555-2671", "phone"), ("+14155552671", "phone")],
)  # fmt: skip
def test_personal_data_is_found(response: str, expected: str) -> None:
    assert reason(response) == expected


@pytest.mark.parametrize(
    "response",
    ["jo@example.com", "4111 1111 1111 1112", "x = 4111111111111111", "GB82 WEST 1234 5698 7654 33", "127.0.0.1",
     "version 1.2.3.4", "3.14159265358979", "415-555-2671 = -2811", "20! = 2432902008176640000", "1,234,567,890",
     "A @ B"],
)  # fmt: skip
def test_what_only_looks_like_personal_data_is_safe(response: str) -> None:
    assert reason(response) == "safe"


def test_a_maths_answer_full_of_numbers_is_safe() -> None:
    draw = random.Random(7)
    for _ in range(500):
        numbers = [draw.randrange(10 ** draw.randrange(1, 13)) for _ in range(40)]
        response = " ".join(f"{n} {draw.choice('+-*/=')} " for n in numbers) + ", ".join(map(str, numbers))
        assert reason(response) == "safe"


@pytest.mark.parametrize("response", ["a BAD word", "ｂａｄ", "b\u200bad", "(bad)", "so very   evil", "这是坏人吗"])
def test_a_blocked_term_is_found_however_it_is_dressed(response: str) -> None:
    assert reason(response, blocked=["bad", "very evil", "坏人"]) == "blocked_term"


@pytest.mark.parametrize("response", ["badge", "forbad", "very good", "bad\u0301", "bad1"])
def test_a_longer_word_is_not_blocked(response: str) -> None:
    assert reason(response, blocked=["bad", "very evil"]) == "safe"


def test_a_pattern_that_finds_something_is_blocked() -> None:
    def find(response: str, spans: Any) -> Answer | None:
        return Answer("x", "x", (0, 1)) if "x" in response else None

    assert (reason("ax", patterns=[find]), reason("a", patterns=[find])) == ("blocked_pattern", "safe")


@pytest.mark.parametrize("options", [{"blocked": [" "]}, {"blocked": "bad"}, {"personal": ["name"]}])
def test_rules_that_can_match_nothing_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(RewardDefinitionError):
        safe(**options)
