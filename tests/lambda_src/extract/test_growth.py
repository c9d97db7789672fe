"""The cost of every extractor grows in step with the length of the response."""

from collections.abc import Callable
from typing import Final

import pytest
from reward_runtime.answers.numbers.in_text import last_number
from reward_runtime.extract import final_text

from tests.lambda_src.extract.extractors import EXTRACTORS
from tests.lambda_src.growth import grows_like_its_length

CALLS: Final[dict[str, Callable[[str], object]]] = {
    **EXTRACTORS,
    "every_number": last_number("none"),
    "final_text": final_text,
}
UNITS: Final = (
    "\\boxed{",
    "<answer>",
    "<a>",
    '{"',
    '"\\"',
    "answer: ",
    "not positive ",
    "否定",
    "**(A",
    "x",
    "{}",
    " ",
)
TRIED_ON_ALL: Final = (
    *("boxed", "boxed_solution", "choice", "final_answer", "in_solution", "json_object"),
    *("pattern", "stated_label", "tagged", "xml_element"),
)
BOXES: Final = ("\\boxed{a}", "\\boxed        ", "<|begin_of_solution|>")
NUMBERS: Final = ("9", "1'", "1,", "1 ", "1/", "-1", "#### ", "$", "1e", "\\frac{1", "1a", "1\u00a0")
HARD: Final = {
    "boxed": BOXES,
    "in_solution": BOXES,
    "boxed_solution": BOXES,
    "announced_number": ("answer: ", "answer: 1 or ", "the answer is $", "\u7b54"),
    "announced_expression": ("answer: $", "answer: \\("),
    "stated": ("\\boxed{}", "`\\boxed{1}", '"\\boxed{1}', "```\n\\boxed{1}\n", "answer: 1,", "$1 ", "\\sqrt{1", "\\[1"),
    "in_tag": ("<answer>", "<answer>\\boxed{"),
    "last_number": ("1 ", "7:30 ", "1/"),
    "every_number": NUMBERS,
    "marked_number": ("#### ", "#### 9", "#### 9\n", "\nA:"),
    "final_text": ("<think>", "</think>", "<"),
}
"""Texts that are hard for one of them."""
LONGEST: Final = 200_000
"""Characters; a scan this fast needs no ratio."""


OWN: Final = {
    "boxed": "\\boxed{",
    "boxed_solution": "\\boxed{",
    "in_solution": "\\boxed{",
    "choice": "**(A",
    "final_answer": "answer: ",
    "json_object": '{"',
    "pattern": "x",
    "stated_label": "not positive ",
    "tagged": "<answer>",
    "xml_element": "<a>",
}
"""The text that each rule looks for, and so works on most. Other texts are left to ``make test-long``."""


def trials() -> list[object]:
    everywhere = [(name, unit, unit == OWN[name]) for name in TRIED_ON_ALL for unit in UNITS]
    hard = [
        (name, unit, name == "announced_number" and unit == units[0]) for name, units in HARD.items() for unit in units
    ]
    return [
        pytest.param(name, unit, marks=[] if short else pytest.mark.long) for name, unit, short in [*everywhere, *hard]
    ]


@pytest.mark.parametrize(("name", "unit"), trials())
def test_twice_the_length_costs_less_than_three_times_as_much(name: str, unit: str) -> None:
    assert grows_like_its_length(CALLS[name], unit, LONGEST)
