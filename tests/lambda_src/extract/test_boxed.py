"""Extractors: the receipt of each answer, and one pass over any text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime.extract import boxed, final_text, in_solution


def box(response: str) -> str | None:
    answer = boxed()(response, [(0, len(response))])
    return answer.text if answer else None


@pytest.mark.parametrize(
    ("response", "text"),
    [
        ("\\boxed{7}", "7"),
        ("\\boxed{\\frac{1}{2}}", "\\frac{1}{2}"),
        ("\\boxed{ a } and \\boxed{a}", "a"),
        ("\\boxed{a} \\boxed{b}", None),
        ("\\boxed{\\boxed{a}}", "\\boxed{a}"),
        ("\\boxed{a", None),
        ("{ \\boxed{a}", "a"),
        ("} \\boxed{a}", "a"),
        ("\\boxed{\\{a\\}}", "\\{a\\}"),
        ("unboxed{a}", None),
        ("", None),
    ],
)
def test_a_box_is_read_with_its_braces_balanced(response: str, text: str | None) -> None:
    assert box(response) == text


@given(st.text(alphabet="\\boxed{}<>a| \n", max_size=300))
def test_an_answers_span_is_where_its_text_stands(response: str) -> None:
    answer = boxed()(response, [(0, len(response))])
    if answer is not None:
        assert response[slice(*answer.span)].strip() == answer.text


@pytest.mark.parametrize(
    ("response", "rest"),
    [
        ("a", "a"),
        ("<think>x</think>a", "a"),
        ("x</think>a", "a"),
        ("<think>x", ""),
        ("<THINKING>x</Thinking>a", "a"),
        ("<think>x</think>a<reasoning>y</reasoning>b", "b"),
    ],
)
def test_reasoning_is_stripped(response: str, rest: str) -> None:
    assert response[slice(*final_text(response))] == rest


HOSTILE = {
    "unclosed boxes": "\\boxed{",
    "nested boxes": "\\boxed{a}",
    "solution marks": "<|begin_of_solution|>",
    "reasoning marks": "<think>",
    "braces": "{}",
    "blanks before a brace": "\\boxed        ",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_cost_grows_in_step_with_length(unit: str) -> None:
    """A quadratic scan would take minutes here; the bound only has to tell the two apart."""
    response = unit * (2_000_000 // len(unit))
    started = time.process_time()

    in_solution(boxed())(response, [final_text(response)])
    boxed()(response, [(0, len(response))])

    assert time.process_time() - started < 20
