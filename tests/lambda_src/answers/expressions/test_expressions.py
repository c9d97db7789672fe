"""``Expressions``: references that cannot be used, texts of any kind, and the kept part of a comparison."""

import math
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reward_runtime.answers.expressions.expressions import Expressions
from reward_runtime.answers.kind import Grade
from reward_runtime.errors import RowFault
from reward_runtime.samples import MISSING


@cache
def expressions() -> Expressions:
    return Expressions()


def grade(reference: object, answer: str) -> Grade:
    return expressions().compare(expressions().parse(answer) or "", expressions().parse_reference(reference))


@pytest.mark.parametrize("reference", [math.nan, math.inf, -math.inf, {"answer": math.nan}])
def test_a_reference_that_is_no_number_scores_no_answer(reference: object) -> None:
    """JSON's NaN was written out, and the answer ``nan`` was right."""
    with pytest.raises(RowFault):
        expressions().parse_reference(reference)


@pytest.mark.parametrize(
    ("reference", "answer"), [(5e-05, "0.00005"), (1e22, "1" + "0" * 22), (-2.5, "-2.5"), (7, "7")]
)
def test_a_reference_that_is_a_number_is_read_in_digits(reference: float, answer: str) -> None:
    """``5e-05`` was five times e, less five."""
    assert expressions().compare(answer, expressions().parse_reference(reference)).value == 1


@pytest.mark.parametrize(
    "answer",
    ["9^{9^{9}}", "9^9^9", "2^{1000000}", "10^{99999999}", "9" * 101, "10000!", "3!!", "(" * 30 + "x", "x" * 401],
)
def test_an_answer_of_great_cost_is_too_complex(answer: str) -> None:
    assert grade("5", answer) == Grade(0.0, "too_complex")


@pytest.mark.parametrize(
    "answer",
    [
        "\\sum_{n=1}^{9}n",
        "\\input{x}",
        "\u00e9+1",
        "\x00",
        "1 2",
        "\\frac{1}{",
        "\\begin{cases}1",
        "5 @ 3",
        "[1,2",
        ",",
    ],
)
def test_an_answer_in_no_notation_of_this_kind_is_unreadable(answer: str) -> None:
    assert grade("5", answer) == Grade(0.0, "unreadable")


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        (MISSING, "no_reference"),
        (None, "unreadable_reference"),
        ("", "unreadable_reference"),
        ("\\frac{", "unreadable_reference"),
        ("\\frac{1}{0}", "unreadable_reference"),
        ("\\ln 0", "unreadable_reference"),
        ({"answer": None}, "unreadable_reference"),
        ([5], "unreadable_reference"),
        (True, "unreadable_reference"),
        ("1 2", "unreadable_reference"),
        ("x=1,y=", "unreadable_reference"),
        (10**200, "unreadable_reference"),
        ("9^{9^{9}}", "too_complex_reference"),
        ("x" * 500, "too_complex_reference"),
    ],
)
def test_a_reference_that_cannot_be_compared_is_the_rows_fault(reference: object, code: str) -> None:
    with pytest.raises(RowFault) as fault:
        expressions().parse_reference(reference)
    assert fault.value.code == code


@given(st.text(alphabet="0123456789+-^_{}()[]\\!$%&=<>|:,.xyie ", max_size=60) | st.text(max_size=40))
@settings(max_examples=60, deadline=None)
def test_any_text_is_graded_and_any_other_spacing_of_it_alike(text: str) -> None:
    assert grade("5", text).value in (0, 1)
    assert grade("5", f" {text}\n") == grade("5", text)


@given(st.text(alphabet="0123456789+-^_{}()[]\\!=<>|:,.xyie ", min_size=1, max_size=40))
@settings(max_examples=60, deadline=None)
def test_a_reference_that_is_read_is_its_own_answer_in_another_writing(text: str) -> None:
    """The blank and the full stop make it another text, so the comparison decides."""
    try:
        reference = expressions().parse_reference(text)
    except RowFault:
        return
    assert expressions().compare(f"{reference.text} .", reference).value == 1


@pytest.mark.parametrize(
    ("one", "other"), [("\\frac{1}{2}", "0.5"), ("$5$", "5"), ("x = 3", "x=3"), ("\\text{yes}", "yes")]
)
def test_two_boxes_that_say_the_same_agree(one: str, other: str) -> None:
    assert expressions().normalize(one) == expressions().normalize(other)


@pytest.mark.parametrize(
    ("one", "other"), [("5", "6"), ("5\\text{ cm}", "5"), ("(1,2)", "[1,2]"), ("1 2", "12"), ("", "5")]
)
def test_two_boxes_that_say_different_things_do_not(one: str, other: str) -> None:
    assert expressions().normalize(one) != expressions().normalize(other)
