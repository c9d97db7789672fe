"""An answer counts only if the text around it names no other that may be meant, and does not take it back."""

from typing import Final

import pytest
from reward_runtime.answers.expressions.beside import EXPRESSIONS
from reward_runtime.answers.expressions.expressions import Expressions
from reward_runtime.answers.labels import Labels
from reward_runtime.answers.numbers import Numbers
from reward_runtime.answers.numbers.measures import NUMBERS
from reward_runtime.extract import WORDS, boxed, json_object, letters, settled

LABELS: Final = Labels("positive", "neutral", "negative")
OPEN: Final = (
    *(", or maybe {}", " or {}", " (or {})", ". Or {}.", "\nAlternatively, {}.", ", unless it rains, then {}"),
    *(", though {} is possible", ". {} is also possible.", "; {} would work too", "? Or {}?", " / {}"),
    *(". It could also be {}.", " ({} if it rains)", "\n\n[1] Or {}.", ", otherwise {}", ". If not, {}."),
)
"""Behind an answer, with another value in its place."""
TAKEN_BACK: Final = (
    *(". Wait, no.", ". Scratch that.", "\nCorrection: {}", ". Actually, {}.", ", I mean {}", ". That is wrong."),
    *(". Hmm, {}.", "\n\nOops.", ". I made a mistake: it is {}.", ". On second thought, {}.", " no, {}"),
)
SETTLED: Final = (
    *("", ".", ", not {}", " rather than {}", ". {} is wrong.", ", because {} is too small", ". It cannot be {}."),
    *(", as opposed to {}", " (not {})", ". Wait times are short.", ". If it were {}, nothing would fit."),
)
"""The other value is refuted, or stands in a reason."""


@pytest.mark.parametrize("behind", OPEN + TAKEN_BACK)
def test_an_answer_that_is_left_open_or_taken_back_is_none(behind: str) -> None:
    for kind, reading, one, other in (
        (Numbers(), NUMBERS, "72", "74"),
        (Numbers(), NUMBERS, "72", "seventy"),
        (Expressions(), EXPRESSIONS, "x^2", "$x^3$"),
        (LABELS, WORDS, "positive", "neutral"),
        (str.casefold, letters(), "B", "C"),
    ):
        normalize = getattr(kind, "normalize", str.casefold)
        response = f"\\boxed{{{one}}}{behind.format(other)}"
        assert settled(boxed(), reading)(response, None, normalize) is None, response


@pytest.mark.parametrize("behind", SETTLED)
def test_an_answer_beside_a_value_that_is_ruled_out_counts(behind: str) -> None:
    for kind, reading, one, other in (
        (Numbers(), NUMBERS, "72", "74"),
        (Expressions(), EXPRESSIONS, "x^2", "$x^3$"),
        (LABELS, WORDS, "positive", "neutral"),
        (str.casefold, letters(), "B", "C"),
    ):
        normalize = getattr(kind, "normalize", str.casefold)
        response = f"\\boxed{{{one}}}{behind.format(other)}"
        match = settled(boxed(), reading)(response, None, normalize)
        assert (match and match.text) == one, response


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("72", "6 dozen"),
        ("72", "seventy-two"),
        ("72", "6 times 12"),
        ("90 minutes", "1.5 hours"),
        ("90 minutes", "1 hour and 30 minutes"),
        ("7.5 feet", "90 inches"),
        ("90 cents", "$0.90"),
        ("0.5", "50%"),
        ("12", "a dozen"),
        ("2.5", "5/2"),
    ],
)
def test_a_value_said_twice_leaves_nothing_open(one: str, other: str) -> None:
    assert settled(boxed(), NUMBERS)(f"\\boxed{{{one}}}, or {other}") is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [("72", "7 dozen"), ("90 minutes", "2 hours"), ("0.5", "5%"), ("12", "thirteen"), ("8", "80 cents")],
)
def test_another_value_in_other_units_leaves_it_open(one: str, other: str) -> None:
    assert settled(boxed(), NUMBERS)(f"\\boxed{{{one}}}, or {other}") is None


def test_an_equal_expression_beside_an_answer_leaves_nothing_open() -> None:
    for other in ("$1+x^2$", "$x^2 + 1$", "\\(1+x^2\\)"):
        assert settled(boxed(), EXPRESSIONS)(f"\\boxed{{x^2+1}} or {other}") is not None


def test_a_value_before_the_answer_that_it_is_the_alternative_of_leaves_it_open() -> None:
    assert settled(boxed(), NUMBERS)("It is 70, or maybe \\boxed{72}.") is None
    assert settled(boxed(), NUMBERS)("It is not 70; it is \\boxed{72}.") is not None


def test_a_document_has_no_other_values_but_can_be_taken_back() -> None:
    assert settled(json_object(), WORDS)('{"a": 1}\nScratch that.') is None
    assert settled(json_object(), WORDS)('{"a": 1}\nOr call it later.') is not None


def test_a_struck_answer_is_none() -> None:
    assert settled(boxed(), NUMBERS)("~~\\boxed{72}~~") is None
