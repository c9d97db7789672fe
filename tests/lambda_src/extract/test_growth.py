"""The cost of every extractor grows in step with the length of the response."""

import statistics
import time

import pytest
from reward_runtime.extract import (
    Extractor,
    boxed,
    choice,
    final_answer,
    in_solution,
    json_object,
    pattern,
    stated_label,
    tagged,
    xml_element,
)
from reward_runtime.scorers.label import Labels

EXTRACTORS = {
    "boxed": boxed(),
    "solution": in_solution(boxed()),
    "tagged": tagged("answer"),
    "phrase": final_answer(),
    "label": stated_label(Labels.of({"positive": [], "negative": ["否定"]})),
    "choice": choice(),
    "json": json_object(),
    "xml": xml_element("a"),
    "pattern": pattern("x[a-z{]{0,200}y"),
}
UNITS = ["\\boxed{", "<answer>", "<a>", '{"', '"\\"', "answer: ", "not positive ", "否定", "**(A", "x", "{}", " "]
LEAST = 0.05
"""Seconds of CPU time below which the clock says little."""
LONGEST = 200_000
"""Characters; a scan this fast needs no ratio."""


def cost(extractor: Extractor, response: str) -> float:
    times: list[float] = []
    for _ in range(5):
        started = time.process_time()
        extractor(response, [(0, len(response))])
        times.append(time.process_time() - started)
        if times[-1] < LEAST / 2:
            break
    return statistics.median(times)


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("rule", EXTRACTORS)
def test_twice_the_length_costs_less_than_three_times_as_much(rule: str, unit: str) -> None:
    extractor, response = EXTRACTORS[rule], unit * 4_000
    while (once := cost(extractor, response)) < LEAST and len(response) < LONGEST:
        response += response

    twice = cost(extractor, response + response)

    assert twice < max(3 * once, LEAST)
