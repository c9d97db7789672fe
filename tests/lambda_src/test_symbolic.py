"""Which mathematical answers are the same, and what no answer can do."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reward_runtime.dimension import Grade
from reward_runtime.errors import RowFault
from reward_runtime.samples import MISSING
from reward_runtime.symbolic import Expressions
from reward_runtime.symbolic_guard import refusal

EXPRESSIONS = Expressions()


def grade(reference: str, answer: str) -> Grade:
    return EXPRESSIONS.compare(EXPRESSIONS.read_reference(reference), EXPRESSIONS.normal(answer) or "")


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
    "reference", [MISSING, None, "", "\\frac{", {"answer": None}, [5], True, "9^{9^{9}}", "x" * 300]
)
def test_a_reference_that_cannot_be_read_is_the_rows_fault(reference: object) -> None:
    with pytest.raises(RowFault):
        EXPRESSIONS.read_reference(reference)


@given(st.text(alphabet="0123456789+-^_{}()[]\\!$%&=,.xyie ", max_size=60))
@settings(max_examples=60, deadline=None)
def test_no_text_raises_and_every_grade_is_one_or_zero(answer: str) -> None:
    assert EXPRESSIONS.compare("5", EXPRESSIONS.normal(answer) or "").value in (0, 1)
