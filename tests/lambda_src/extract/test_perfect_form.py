"""The rule of perfect form: what it is given to, within the part that is looked at."""

import pytest
from reward_runtime.extract import Answer, Extractor, boxed_solution, final_text
from reward_runtime.extract.boxed_solution import PERFECT
from reward_runtime.samples import Sample
from reward_runtime.scorers.form import solution_form

PLAIN = "<|begin_of_solution|>it is \\boxed{7}.<|end_of_solution|>"


def found(response: str, extractor: Extractor | None = None) -> Answer | None:
    return (extractor or boxed_solution())(response, [final_text(response)])


@pytest.mark.parametrize("before", ["", "so ", "<think>x</think>", "<think>x</think> so "])
@pytest.mark.parametrize("after", ["", " \n"])
def test_a_response_that_ends_in_one_plain_section_has_it(before: str, after: str) -> None:
    response = before + PLAIN + after
    place = response.index("7")
    answer = found(response)

    assert answer is not None
    assert answer == Answer("7", PERFECT, (place, place + 1))
    assert solution_form(Sample("s", "", response), answer) == 1.0


@pytest.mark.parametrize("response", [f"x < 1 {PLAIN}", f"{PLAIN} so", f"{PLAIN}{PLAIN}", PLAIN.replace("it", "\\it")])
def test_any_other_response_has_the_rule_of_boxes(response: str) -> None:
    answer = found(response)

    assert answer is not None
    assert answer.rule == "boxed"


def test_nothing_is_found_outside_the_part() -> None:
    assert boxed_solution()(PLAIN, [(len(PLAIN), len(PLAIN))]) is None
    assert boxed_solution()(PLAIN, [(0, 0)]) is None


def test_of_several_boxes_the_one_that_is_asked_for_counts() -> None:
    response = PLAIN.replace("it", "\\boxed{6}")

    assert found(response) is None
    answer = found(response, boxed_solution(several="last"))
    assert answer is not None
    assert answer.text == "7"
