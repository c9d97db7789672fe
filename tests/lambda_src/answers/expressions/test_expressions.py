"""``Expressions``: mathematical answers that are the same, and answers that are refused."""

import math
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reward_runtime.answers.expressions.expressions import Expressions
from reward_runtime.answers.expressions.guard import refusal
from reward_runtime.answers.kind import Grade
from reward_runtime.errors import RowFault
from reward_runtime.samples import MISSING


@cache
def expressions() -> Expressions:
    """One process for all tests. It starts with the first of them, because every worker imports every test module."""
    return Expressions()


def grade(reference: str, answer: str) -> Grade:
    return expressions().compare(expressions().normalize(answer) or "", expressions().parse_reference(reference))


@pytest.mark.parametrize(
    ("reference", "answer"),
    [
        ("5", "x=5"),
        ("\\frac{1}{2}", "0.5"),
        ("\\frac{1}{2}", "\\dfrac12"),
        ("18,107", "18{,}107"),
        ("18107", "18,\\!107"),
        ("2\\sqrt{3}", "\\sqrt{12}"),
        ("x^2-1", "(x-1)(x+1)"),
        ("(2x+3)(2x-1)(2x+1)", "(2x-1)(2x+1)(2x+3)"),
        ("\\{1,2\\}", "\\{2,1\\}"),
        ("(-\\infty,4)", "\\left(-\\infty, 4\\right)"),
        ("(\\frac{3}{4},5)", "(0.75,5)"),
        ("5", "5\\text{ cm}"),
        ("60", "60^\\circ"),
        ("45,135", "45^\\circ, 135^\\circ"),
        ("50\\%", "50"),
        ("14\\pi", "\\pi \\cdot 14"),
        ("\\text{even}", "even"),
        ("5", "5\\,\\text{cm}^2"),
        ("5", "5\\text{ square units}"),
        ("5", "5\\mathrm{~m/s}"),
        ("5\\text{ cm}", "5\\mathrm{cm}"),
        ("\\frac{3}{2}", "1 1/2"),
        ("-\\frac{3}{2}", "-1 1/2"),
        ("1\\frac{1}{2}", "1.5"),
        ("1000", "1 000"),
        ("12345", "12\\,345"),
        ("1234567", "1\\;234~567"),
        ("3,5", "3\\text{ and }5"),
        ("3,5", "x=5\\text{ or }x=3"),
        ("x=5", "5"),
        ("x=1,y=2", "y=2,x=1"),
        ("x=1,y=2", "x=1\\text{ and }y=\\frac{4}{2}"),
        ("x=1,y=2", "(x,y)=(1,2)"),
        ("x=1,y=2", "(1,2)"),
        ("(1,2)", "x=1,y=2"),
        ("x=3,x=5", "x=5,3"),
        ("y=2x+1", "y=1+2x"),
        ("x=5\\text{ m},y=3\\text{ s}", "x=5,y=3"),
        ("\\begin{pmatrix}0&1\\\\1&0\\end{pmatrix}", "\\begin{pmatrix} 0 & 1 \\\\ 1 & 0 \\end{pmatrix}"),
    ],
)
def test_another_writing_of_the_reference_is_right(reference: str, answer: str) -> None:
    assert grade(reference, answer).value == 1


@pytest.mark.parametrize(
    ("reference", "answer"),
    [
        ("5", "6"),
        ("5", "3,5"),
        ("5", "\\{3,5\\}"),
        ("5", "3\\text{ or }5"),
        ("5", "5\\text{ or }3"),
        ("5", "x=3, x=5"),
        ("5", "7=5"),
        ("5", "3=4=5"),
        ("5", "1=2, 3=4=5"),
        ("5", "3 $ or $ 5"),
        ("(1,2)", "(2,1)"),
        ("(1,2)", "[1,2]"),
        ("5\\text{ cm}", "5\\text{ m}"),
        ("\\frac{1}{3}", "0.333333"),
        ("\\sqrt{2}", "1.414214"),
        ("4210_{5}", "4210"),
        ("x^2-1", "x^2-1=x^2-1"),
        ("x+1", "y+1"),
        ("5", "x"),
        ("5", "5\\pm 1"),
        ("5", "\\text{5}x"),
        ("5", "__import__('os').getpid()"),
        ("45", "45135"),
    ],
)
def test_a_wrong_or_hedged_answer_is_wrong(reference: str, answer: str) -> None:
    assert grade(reference, answer).value == 0


@pytest.mark.parametrize(
    ("reference", "answer"),
    [
        ("x=1,y=2", "x=2,y=1"),
        ("x=1,y=2", "y=1,x=2"),
        ("x=1,y=2", "x=1"),
        ("x=1,y=2", "2,1"),
        ("x=1,y=2", "(2,1)"),
        ("x=1,y=2", "\\{1,2\\}"),
        ("1,2", "x=2,y=1"),
        ("(1,2)", "x=2,y=1"),
        ("(x,y)=(1,2)", "(y,x)=(1,2)"),
        ("\\alpha=1,\\beta=2", "\\alpha=2,\\beta=1"),
        ("x_{1}=1,x_{2}=2", "x_{1}=2,x_{2}=1"),
        ("x=5", "y=5"),
        ("x=5", "x=5,y=5"),
        ("5", "x=5,y=5"),
    ],
)
def test_a_value_under_another_name_is_wrong(reference: str, answer: str) -> None:
    """Names were taken off and values compared as a set: the swapped solution of a system was right."""
    assert grade(reference, answer).value == 0


@pytest.mark.parametrize(
    "answer",
    [
        "5\\text{ million}",
        "5\\text{ thousand dollars}",
        "5\\text{k}",
        "5\\text{ or 6}",
        "5\\text{ or }",
        "5\\text{, no: 7}",
        "5\\text{ is wrong}",
        "5\\text{ isn't it}",
        "5\\textbf{ is wrong}",
        "5\\text{ and one half}",
        "5\\text{ squared}",
        "5\\text{i}",
        "5\\mathrm{x}",
        "5\\text{ }6",
        "\\text{not }5",
    ],
)
def test_words_that_say_more_than_a_unit_are_not_passed_over(answer: str) -> None:
    """Any words set as text at the end were taken for a unit, by this kit and by the parser."""
    assert grade("5", answer).value == 0
    assert grade("56", answer).value == 0


@pytest.mark.parametrize(
    ("reference", "answer"),
    [("\\frac{11}{2}", "1 1/2"), ("12", "1 2"), ("3", "1 2"), ("1000", "1 00 0"), ("x^{23}", "x^2 3"), ("12", "1\\,2")],
)
def test_a_blank_joins_no_digits(reference: str, answer: str) -> None:
    """``1 1/2`` was eleven halves."""
    assert grade(reference, answer).value == 0


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
    [
        "9^{9^{9}}",
        "9^9^9",
        "2^{100000}",
        "10^{99999999}",
        "9" * 50 + "x",
        "100!",
        "3!!",
        "(" * 30 + "x",
        "\\frac{" * 12 + "x",
        "x" * 201,
    ],
)
def test_a_candidate_of_great_cost_is_refused_before_it_is_parsed(answer: str) -> None:
    assert refusal(answer) == "too_complex"


@pytest.mark.parametrize("answer", ["\\sum_{n=1}^{9}n", "\\binom{9}{3}", "\\input{x}", "é", "\x00", "\\begin{cases}1"])
def test_notation_outside_the_list_is_unreadable(answer: str) -> None:
    assert refusal(answer) == "unreadable"


@pytest.mark.parametrize(
    "reference",
    [MISSING, None, "", "\\frac{", {"answer": None}, [5], True, "9^{9^{9}}", "x" * 300, "1 2", "x=1,y=", 10**100],
)
def test_a_reference_that_cannot_be_read_is_the_rows_fault(reference: object) -> None:
    with pytest.raises(RowFault):
        expressions().parse_reference(reference)


@given(st.text(alphabet="0123456789+-^_{}()[]\\!$%&=,.xyie ", max_size=60))
@settings(max_examples=60, deadline=None)
def test_no_text_raises_and_every_grade_is_one_or_zero(answer: str) -> None:
    assert expressions().compare(expressions().normalize(answer) or "", "5").value in (0, 1)
