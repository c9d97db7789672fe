"""Every program that wants an unearned reward gets none, reaches nothing, ends, and leaves the next one unharmed."""

import json
import sys
from typing import Any

import pytest
from reward_runtime.answers.code.cases import read_cases
from reward_runtime.answers.code.report import report_of

from tests.sandbox.escapes import ESCAPES, HONEST, SECRET, SOLVED_BY_TABLE

FUEL = 200_000_000
"""A twenty-fifth of the real limit, which the longest of these would spend like the real one."""
PLACE = 1_234_567
EXPECTED = 8_641_972
CASES = read_cases(
    {
        "hidden": [{"call": "f", "args": [PLACE], "returns": EXPECTED}],
        "visible": [{"call": "f", "args": [x], "returns": x * 7 + 3} for x in (0, 1)],
    }
)
COMPUTE_IT = {
    *("right_number_of_another_type", "right_number_as_text", "right_number_of_a_subclass", "a_generator"),
    *("the_function_in_a_class", "a_coroutine", "no_function"),
}
"""Programs that know the rule, and give the number in a form that does not count."""


def runs(component: Any, program: str, given: Any = None) -> list[dict[str, Any]]:
    from sandbox.run import run

    return [run(component, program, case.given, FUEL)._asdict() for case in (given or [*CASES.hidden, *CASES.visible])]


@pytest.mark.parametrize("name", ESCAPES)
def test_an_escape_scores_nothing_and_sees_nothing(component: Any, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    monkeypatch.setattr(sys, "argv", [SECRET])
    if ESCAPES[name] == SOLVED_BY_TABLE:
        seen = runs(component, ESCAPES[name])
        report = report_of(CASES, seen)
        assert [case.passed for case in report.visible] == [True, True]
    else:
        seen = runs(component, ESCAPES[name], CASES.hidden)
        report = report_of(read_cases({"hidden": [{"call": "f", "args": [PLACE], "returns": EXPECTED}]}), seen)
    told = json.dumps(seen)
    assert report.share == 0, told[:300]
    assert SECRET not in told
    assert name in COMPUTE_IT or str(EXPECTED) not in told
    assert "root:" not in told
    assert all(each["fuel"] <= FUEL for each in seen)


def test_a_reply_without_a_value_is_not_the_value_none(component: Any) -> None:
    cases = read_cases({"hidden": [{"call": "f", "args": [1], "returns": None}, {"call": "f", "returns": 1}]})
    report = report_of(cases, runs(component, ESCAPES["says_done_and_no_value"], cases.hidden))
    assert [case.reason for case in report.hidden] == ["trapped", "trapped"]


def test_a_right_program_passes_after_all_of_them(component: Any) -> None:
    assert report_of(CASES, runs(component, HONEST)).share == 1


def test_there_are_enough_of_them() -> None:
    assert len(ESCAPES) >= 100
