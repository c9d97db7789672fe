"""The table of ``cases.txt``: right answers to a reference in other writings, and wrong ones that look like them."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from reward_runtime.answers.expressions.expressions import Expressions


class Case(NamedTuple):
    """One reference with its answers."""

    kind: str
    reference: str
    right: list[str]
    wrong: list[str]


def cases() -> list[Case]:
    found: list[Case] = []
    kind = ""
    for line in Path(__file__).with_name("cases.txt").read_text(encoding="utf-8").splitlines():
        mark, text = line[:1], line[2:]
        if mark == "@":
            kind = text.partition(" | ")[0]
        elif mark == "=":
            found.append(Case(kind, text, [], []))
        elif mark in ("+", "-"):
            (found[-1].right if mark == "+" else found[-1].wrong).append(text)
    return found


CASES = cases()
each_case = pytest.mark.parametrize("case", CASES, ids=[f"{case.kind}-{case.reference[:24]}" for case in CASES])


@cache
def expressions() -> Expressions:
    return Expressions()


def is_right(answer: str, reference: str) -> bool:
    kind = expressions()
    return kind.compare(kind.parse(answer) or "", kind.parse_reference(reference)).value == 1


@each_case
def test_every_right_answer_of_the_table_is_right(case: Case) -> None:
    assert [answer for answer in [case.reference, *case.right] if not is_right(answer, case.reference)] == []


@each_case
def test_no_wrong_answer_of_the_table_is_right(case: Case) -> None:
    assert [answer for answer in case.wrong if is_right(answer, case.reference)] == []


NARROWER = {"5 m", "9.8 m/s^2", "x_1 = 2, x_2 = -3"}
"""Texts that mean less as a reference than as an answer."""


@each_case
def test_a_right_answer_stays_right_with_the_sides_changed(case: Case) -> None:
    assert {answer for answer in case.right if not is_right(case.reference, answer)} <= NARROWER


def test_the_table_is_large_on_both_sides() -> None:
    assert min(sum(len(case.right) for case in CASES), sum(len(case.wrong) for case in CASES)) >= 400
