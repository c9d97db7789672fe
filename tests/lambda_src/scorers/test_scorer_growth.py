"""Every text scorer on every hostile text: it answers, and in time linear in the length."""

from typing import Any

import pytest
from reward_runtime.answers.choices import Choices, Options, same_choice
from reward_runtime.answers.overlap import edit_similarity, rouge_l, token_f1
from reward_runtime.answers.texts import Texts, same_text
from reward_runtime.dimension import Grade
from reward_runtime.extract import Answer
from reward_runtime.samples import Sample
from reward_runtime.scorers.length import near_length, within_length
from reward_runtime.scorers.repetition import unrepeated
from reward_runtime.scorers.safety import safe

from tests.lambda_src.growth import grows_like_its_length

CAP = 4 << 20
HOSTILE = [
    "\ud800",
    "\0",
    "a\u0316\u0301",
    "\ufdfa",
    "a@a.",
    "4111 ",
    "+1 ",
    "gb82 ",
    "(a) ",
    "1.",
    "bad  ",
    "-",
    "e\u0301 ",
]


def text(sample: Sample, answer: Answer) -> Grade:
    accepted = Texts().accept(answer)
    return same_text(sample, Answer(answer.text, "whole", answer.span, (), accepted))


def choice(sample: Sample, answer: Answer) -> Grade:
    accepted = Choices().accept(answer)
    options = Sample(1, "", sample.response, Options("a", ("x", "y")))
    return Grade(0.0) if accepted is None else same_choice(options, Answer("", "", (0, 1), (), accepted))


SCORERS = {
    "text": text, "choice": choice, "token_f1": token_f1, "rouge_l": rouge_l, "edit": edit_similarity,
    "within": within_length(100, unit="words"), "near": near_length(100), "unrepeated": unrepeated(),
    "safe": safe(blocked=["bad egg", "worse"]),
}  # fmt: skip


def graded(name: str, response: str) -> Any:
    sample, answer = Sample(1, "", response, ("the reference",)), Answer(response, "whole", (0, len(response)))
    scorer: Any = SCORERS[name]
    return scorer(sample, answer)


@pytest.mark.parametrize("name", SCORERS)
@pytest.mark.parametrize("unit", HOSTILE, ids=ascii)
def test_no_text_makes_a_scorer_raise_or_leave_its_range(name: str, unit: str) -> None:
    for length in (1, 9_000, 100_000):
        grade = graded(name, (unit * length)[:length])
        assert 0 <= grade.value <= 1


GROWING = ["4111 ", "a@a.", "bad  ", "a\u0316\u0301"]
GROWTH = [
    pytest.param(name, unit, marks=[] if unit == GROWING[0] else pytest.mark.long)
    for name in SCORERS
    for unit in GROWING
]


@pytest.mark.parametrize(("name", "unit"), GROWTH, ids=ascii)
def test_twice_the_text_takes_less_than_three_times_as_long(name: str, unit: str) -> None:
    assert grows_like_its_length(lambda text: graded(name, text), unit, CAP // 2)
