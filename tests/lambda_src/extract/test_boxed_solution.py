"""``boxed_solution``: it finds the same as the long way, and gives its own rule to perfect form only."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from reward_runtime.answer import Extractor, Match
from reward_runtime.answers.numbers import Numbers
from reward_runtime.extract import boxed, boxed_solution, final_text, in_solution
from reward_runtime.extract.boxed_solution import PERFECT
from reward_runtime.samples import Sample
from reward_runtime.scorers.form import solution_form

PLAIN = "<|begin_of_solution|>it is \\boxed{7}.<|end_of_solution|>"
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


def match_of(response: str, extractor: Extractor | None = None) -> Match | None:
    return (extractor or boxed_solution())(response, [final_text(response)])


def form_of(response: str, match: Match) -> float:
    return solution_form(Sample("s", "", response, None), match.means(match.text))


@given(RESPONSES)
@example("x < 1, so <|begin_of_solution|>\\boxed{7}<|end_of_solution|>")
@example("<|begin_of_solution|>\\boxed{7}<|end_of_solution|>\n\n")
@example("<think>\\boxed{8}</think><|begin_of_solution|>\\boxed{7}<|end_of_solution|>")
def test_it_finds_the_box_that_a_search_of_the_section_finds(response: str) -> None:
    match, thorough = match_of(response), match_of(response, in_solution(boxed()))

    assert (match is None) == (thorough is None)
    if match is not None and thorough is not None:
        assert match._replace(rule="boxed") == thorough
        assert match.span[0] >= final_text(response)[0]


@given(RESPONSES)
@example("<|begin_of_solution|> so \\boxed{7}.<|end_of_solution|>")
def test_no_match_has_the_rule_of_perfect_form_if_a_mark_of_form_is_missing(response: str) -> None:
    match = match_of(response)

    if match is not None and match.rule == PERFECT:
        assert form_of(response, match._replace(rule="boxed")) == 1.0


@pytest.mark.parametrize("before", ["", "so ", "<think>x</think>", "<think>x</think> so "])
@pytest.mark.parametrize("after", ["", " \n"])
def test_a_response_that_ends_in_one_plain_section_has_perfect_form(before: str, after: str) -> None:
    response = before + PLAIN + after
    place = response.index("7")
    match = match_of(response)

    assert match is not None
    assert match == Match("7", PERFECT, (place, place + 1))
    assert form_of(response, match) == 1.0


@pytest.mark.parametrize("response", [f"x < 1 {PLAIN}", f"{PLAIN} so", f"{PLAIN}{PLAIN}", PLAIN.replace("it", "\\it")])
def test_any_other_response_has_the_rule_of_boxes(response: str) -> None:
    match = match_of(response)

    assert match is not None
    assert match.rule == "boxed"


@pytest.mark.parametrize("place", ["", "...", "answer"])
def test_a_box_that_only_holds_a_place_is_no_answer_in_perfect_form_either(place: str) -> None:
    assert match_of(PLAIN.replace("7", place)) is None


def test_a_long_run_of_blanks_after_the_section_is_still_its_end() -> None:
    assert match_of("<|begin_of_solution|>\\boxed{7}<|end_of_solution|>" + " " * 5_000) is not None


def test_nothing_is_found_outside_the_part() -> None:
    assert boxed_solution()(PLAIN, [(len(PLAIN), len(PLAIN))]) is None
    assert boxed_solution()(PLAIN, [(0, 0)]) is None
    assert boxed_solution()(PLAIN, [(0, PLAIN.index("7"))]) is None


def test_of_several_boxes_the_one_that_is_asked_for_counts() -> None:
    response = PLAIN.replace("it", "\\boxed{6}")

    assert match_of(response) is None
    match = match_of(response, boxed_solution(on_conflict="last"))
    assert match is not None
    assert match.text == "7"


def test_boxes_agree_if_their_normal_forms_are_equal() -> None:
    response = PLAIN.replace("it", "\\boxed{7.0}")
    match = boxed_solution()(response, None, Numbers().normalize)

    assert boxed_solution()(response) is None
    assert match is not None
    assert (match.text, match.rule, len(match.other_matches)) == ("7", "boxed", 1)
