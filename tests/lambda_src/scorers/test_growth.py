"""Every scorer of any response on every hostile text: it answers, and in time linear in the length."""

from collections.abc import Mapping
from typing import Final

import pytest
from reward_runtime.answer import Answer
from reward_runtime.answers.kind import Grade
from reward_runtime.dimension import Scorer
from reward_runtime.samples import Sample
from reward_runtime.scorers.length import near_length, within_length
from reward_runtime.scorers.repetition import unrepeated
from reward_runtime.scorers.safety import safe

from tests.lambda_src.growth import grows_like_its_length

LONGEST: Final = 2 << 20
UNITS: Final = [
    *("\ud800", "\0", "a\u0316\u0301", "\ufdfa", "a@a.", "4111 ", "+1 ", "gb82 ", "(a) ", "1.", "bad  ", "-"),
    "e\u0301 ",
]
SCORERS: Final[Mapping[str, Scorer[object, object]]] = {
    "within": within_length(100, unit="words"),
    "near": near_length(100),
    "unrepeated": unrepeated(),
    "safe": safe(blocked=["bad egg", "worse"]),
}


def graded(name: str, response: str) -> Grade:
    answer = Answer(response, "whole", (0, len(response)), (), response)
    result = SCORERS[name](Sample("s", "", response, None), answer)
    assert isinstance(result, Grade)
    return result


@pytest.mark.parametrize("name", SCORERS)
@pytest.mark.parametrize("unit", UNITS, ids=ascii)
def test_no_text_makes_a_scorer_raise_or_leave_its_range(name: str, unit: str) -> None:
    for length in (1, 9_000, 100_000):
        assert 0 <= graded(name, (unit * length)[:length]).value <= 1


GROWING: Final = [
    pytest.param(name, unit, marks=[] if unit == "4111 " else pytest.mark.long)
    for name in SCORERS
    for unit in ("4111 ", "a@a.", "bad  ", "a\u0316\u0301")
]


@pytest.mark.parametrize(("name", "unit"), GROWING, ids=ascii)
def test_twice_the_text_takes_less_than_three_times_as_long(name: str, unit: str) -> None:
    assert grows_like_its_length(lambda text: graded(name, text), unit, LONGEST)
