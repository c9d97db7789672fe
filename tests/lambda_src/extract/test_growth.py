"""The cost of every extractor grows in step with the length of the response."""

import pytest
from reward_runtime.answers.labels import Labels
from reward_runtime.extract import (
    boxed,
    boxed_solution,
    choice,
    final_answer,
    in_solution,
    json_object,
    pattern,
    stated_label,
    tagged,
    xml_element,
)

from tests.lambda_src.growth import grows_like_its_length

EXTRACTORS = {
    "boxed": boxed(),
    "solution": in_solution(boxed()),
    "boxed_solution": boxed_solution(),
    "tagged": tagged("answer"),
    "phrase": final_answer(),
    "label": stated_label(Labels.of({"positive": [], "negative": ["否定"]})),
    "choice": choice(),
    "json": json_object(),
    "xml": xml_element("a"),
    "pattern": pattern("x[a-z{]{0,200}y"),
}
UNITS = ["\\boxed{", "<answer>", "<a>", '{"', '"\\"', "answer: ", "not positive ", "否定", "**(A", "x", "{}", " "]
OWN = {
    "boxed": "\\boxed{",
    "solution": "\\boxed{",
    "boxed_solution": "\\boxed{",
    "tagged": "<answer>",
    "phrase": "answer: ",
    "label": "not positive ",
    "choice": "**(A",
    "json": '{"',
    "xml": "<a>",
    "pattern": "x",
}
"""The text that each rule looks for, and so works on most. The others are left to ``make test-long``."""
CASES = [
    pytest.param(rule, unit, marks=[] if unit == OWN[rule] else pytest.mark.long)
    for rule in EXTRACTORS
    for unit in UNITS
]
LONGEST = 200_000
"""Characters; a scan this fast needs no ratio."""


@pytest.mark.parametrize(("rule", "unit"), CASES)
def test_twice_the_length_costs_less_than_three_times_as_much(rule: str, unit: str) -> None:
    extractor = EXTRACTORS[rule]

    assert grows_like_its_length(lambda text: extractor(text, [(0, len(text))]), unit, LONGEST)
