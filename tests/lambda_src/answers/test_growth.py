"""Every kind of answer and every scorer of overlap on every hostile text: it answers, and in linear time."""

from collections.abc import Callable, Mapping
from typing import Final, TypeVar

import pytest
from reward_runtime.answer import Answer
from reward_runtime.answers.choices import Choices
from reward_runtime.answers.documents import Documents
from reward_runtime.answers.free_text import FreeText
from reward_runtime.answers.instructions import Instructions
from reward_runtime.answers.kind import AnswerKind, Grade, Result
from reward_runtime.answers.labels import Labels
from reward_runtime.answers.numbers import Numbers
from reward_runtime.answers.overlap import edit_similarity, rouge_l, token_f1
from reward_runtime.answers.texts import References, Texts
from reward_runtime.dimension import Scorer
from reward_runtime.samples import Sample

from tests.lambda_src.growth import grows_like_its_length

A = TypeVar("A")
R = TypeVar("R")

LONGEST: Final = 2 << 20
UNITS: Final = [
    *("\ud800", "\0", "a\u0316\u0301", "\ufdfa", "a@a.", "4111 ", "+1 ", "gb82 ", "(a) ", "1.", "bad  ", "-"),
    *("e\u0301 ", '{"a":', '"\\'),
]
ORDERS: Final = {
    "instruction_id_list": ["length_constraints:number_sentences", "keywords:forbidden_words"],
    "kwargs": [{"relation": "at least", "num_sentences": 3}, {"forbidden_words": ["bad egg", "worse"]}],
}


def compared(kind: AnswerKind[A, R], reference: object) -> Callable[[str], Result]:
    parsed = kind.parse_reference(reference)

    def grade(text: str) -> Result:
        kind.normalize(text)
        answer = kind.parse(text)
        return 0.0 if answer is None else kind.compare(answer, parsed)

    return grade


def overlapping(scorer: Scorer[object, References | str]) -> Callable[[str], Result]:
    reference = Texts().parse_reference("the reference")
    return lambda text: scorer(Sample("s", "", text, reference), Answer(text, "whole_text", (0, len(text)), (), text))


GRADES: Final[Mapping[str, Callable[[str], Result]]] = {
    "labels": compared(Labels("yes", "no"), "yes"),
    "numbers": compared(Numbers(), 72),
    "choices": compared(Choices(), {"answer": "A", "options": ["x", "y"]}),
    "texts": compared(Texts(), "the reference"),
    "documents": compared(Documents(), {"a": 1}),
    "instructions": compared(Instructions(), ORDERS),
    "free_text": compared(FreeText(), "the reference"),
    "token_f1": overlapping(token_f1),
    "rouge_l": overlapping(rouge_l),
    "edit": overlapping(edit_similarity),
}


@pytest.mark.parametrize("name", GRADES)
@pytest.mark.parametrize("unit", UNITS, ids=ascii)
def test_no_text_makes_a_comparison_raise_or_leave_its_range(name: str, unit: str) -> None:
    for length in (1, 9_000, 100_000):
        result = GRADES[name]((unit * length)[:length])
        assert 0 <= (result.value if isinstance(result, Grade) else result) <= 1


GROWING: Final = {
    **dict.fromkeys(("texts", "choices", "token_f1", "rouge_l", "edit"), ("4111 ", "a@a.", "bad  ", "a\u0316\u0301")),
    "documents": ('{"a":', '"\\'),
    "instructions": ("a. ", "bad  "),
}
"""The first text of each is tried every time; the others are left to ``make test-long``."""
TRIALS: Final = [
    pytest.param(name, unit, marks=[] if unit == units[0] else pytest.mark.long)
    for name, units in GROWING.items()
    for unit in units
]


@pytest.mark.parametrize(("name", "unit"), TRIALS, ids=ascii)
def test_twice_the_text_takes_less_than_three_times_as_long(name: str, unit: str) -> None:
    assert grows_like_its_length(GRADES[name], unit, LONGEST)
