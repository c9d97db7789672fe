"""The short way to a box in the solution section says what the long way says."""

from hypothesis import example, given
from hypothesis import strategies as st
from reward_runtime.extract import boxed, boxed_solution, final_text, in_solution
from reward_runtime.extract.boxed_solution import PERFECT
from reward_runtime.samples import Sample
from reward_runtime.scorers.form import solution_form

PARTS = (
    "<|begin_of_solution|>",
    "<|end_of_solution|>",
    "\\boxed{7}",
    "\\boxed{ a b }",
    "\\fbox{7}",
    "\\boxed{\\text{x}}",
    "\\boxed{7",
    "{",
    "}",
    "<",
    "</think>",
    "<think>",
    "\n",
    " so ",
    "\\",
)
RESPONSES = st.lists(st.sampled_from(PARTS), max_size=9).map("".join)


@given(RESPONSES)
@example("x < 1, so <|begin_of_solution|>\\boxed{7}<|end_of_solution|>")
@example("<|begin_of_solution|>\\boxed{7}<|end_of_solution|>\n\n")
@example("<think>\\boxed{8}</think><|begin_of_solution|>\\boxed{7}<|end_of_solution|>")
def test_it_finds_what_looking_in_the_section_finds(response: str) -> None:
    spans = [final_text(response)]
    found, thorough = boxed_solution()(response, spans), in_solution(boxed())(response, spans)

    assert (found is None) == (thorough is None)
    if found is not None and thorough is not None:
        assert found._replace(rule="boxed") == thorough
        assert found.span[0] >= spans[0][0]


@given(RESPONSES)
@example("<|begin_of_solution|> so \\boxed{7}.<|end_of_solution|>")
def test_the_rule_of_perfect_form_is_given_to_nothing_that_form_would_mark_down(response: str) -> None:
    found = boxed_solution()(response, [final_text(response)])

    if found is not None and found.rule == PERFECT:
        assert solution_form(Sample("a", "", response), found._replace(rule="boxed")) == 1.0


def test_a_long_run_of_blanks_after_the_section_is_still_its_end() -> None:
    response = "<|begin_of_solution|>\\boxed{7}<|end_of_solution|>" + " " * 5_000

    assert boxed_solution()(response, [final_text(response)]) is not None
