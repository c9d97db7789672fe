"""``solution_form``: which marks of form are kept, each a quarter."""

import pytest
from reward_runtime.answer import Answer, Extractor, first_of
from reward_runtime.extract import boxed, boxed_solution, final_text, in_solution, whole_text
from reward_runtime.samples import Sample
from reward_runtime.scorers.form import solution_form

BEGIN, END = "<|begin_of_solution|>", "<|end_of_solution|>"
BOX = "\\boxed{a}"
FORMS = [
    (f"{BEGIN}{BOX}{END}", 1.0),
    (f"so < {BEGIN} it is {BOX} {END} \n", 1.0),
    (f"<think>{BEGIN}{BOX}{END}</think>{BEGIN}{BOX}{END}", 1.0),
    (f"{BEGIN}{BOX}{END} and more", 0.75),
    (f"{BEGIN}{BOX}{END}{END}", 0.5),
    (f"{BEGIN}{BOX}{END} x {END}", 0.5),
    (f"{END} {BEGIN}{BOX}{END}", 0.75),
    (f"{BEGIN}{BOX}{BEGIN}{BOX}{END}", 0.75),
    (f"{BEGIN}a{END}", 0.75),
    (f"{BEGIN}a{END} and more", 0.5),
    (f"{BEGIN}{BOX}", 0.25),
    (f"{BEGIN}{BOX}{BEGIN}{BOX}", 0.0),
    (BOX, 0.0),
    (f"{BOX} {BEGIN}{END}", 0.0),
    (f"{BEGIN}{END} {BOX}", 0.0),
]


@pytest.mark.parametrize("box", [in_solution(boxed()), boxed_solution()])
@pytest.mark.parametrize(("response", "share"), FORMS)
def test_each_mark_of_form_is_a_quarter(response: str, share: float, box: Extractor) -> None:
    match = first_of(box, boxed(), in_solution(whole_text()))(response, [final_text(response)])

    assert match is not None
    assert solution_form(Sample("s", "", response, None), match.means(None)) == share


@pytest.mark.parametrize(("response", "share"), [(f"x {BEGIN}a", 0.0), (f"{BEGIN}a", 0.25)])
def test_an_answer_that_begins_before_the_section_is_outside_it(response: str, share: float) -> None:
    answer = Answer(response, "whole_text", (0, len(response)), (), None)

    assert solution_form(Sample("s", "", response, None), answer) == share
