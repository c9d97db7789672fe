"""``refusal``: which texts may reach the symbolic parser, up to the edges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime.answers.expressions.guard import refusal

ALLOWED = [
    "X+" * 11 + "X", "2^{X}1001",
    "", "5", "x=5", "x=1,y=2", "1=1,2=2", "1+" * 99 + "11", "(" * 10 + "x" + ")" * 10, "[{(" * 3 + "x" + ")}]" * 3,
    "(x)" * 12, "[x]" * 12, "{x}" * 12, "9" * 40, "x+" + "9" * 40, "2^{1000}", "2^1000", "2**1000", "2^{-1000}",
    "2^(1000)", "2^x1001", "2^{3}1001", "2^ 9 1001", "2^{x}+3^{y}", "2^x*3^y", "2^", "2^\\pi", "2^\\frac{1}{2}1001",
    "2^\\frac{1}{2}+3^\\frac{1}{2}", "60^\\circ, 45^\\circ", "2^{x]1001", "5!", "99!", "5!+6!", "18,\\!107",
    "18{,}107", "\\$5", "\\frac{1}{2}", "\\begin{pmatrix}1\\end{pmatrix}", "\\begin{bmatrix}", "\\end{vmatrix}",
    "\\begin{matrix}", "\\{1,2\\}", "a\\ b", "\\left(1\\right)", "\\sqrt{2}", "f(x)=x^2",
]  # fmt: skip
TOO_COMPLEX = [
    "X" + "(" * 11 + "x", "2^{X1001}",
    "1+" * 99 + "111", "(" * 11 + "x", "[" * 11 + "x", "{" * 11 + "x", "[{(" * 3 + "((x", "9" * 41, "x+" + "9" * 41,
    "2^{1001}", "2^1001", "2**1001", "2^{-1001}", "2^(1001)", "2^{x+1001}", "2^ {1001}", "2^{{1}1001}", "2^{1001",
    "2^-1001", "3^2+2^{1001}", "9^9^9", "9^ 9 ^9", "9^{9^9}", "9^{9}^9", "9^{9} ^9", "9^(9)^9", "9^x^9", "100!",
    "3!!", "3! !", "n!", "(3)!", "5!+n!", "9**{9**9}", "9^{9**9}",
]  # fmt: skip
UNREADABLE = [
    "\\sum", "\\frac{1}{2}\\int", "\\begin{cases}", "\\end{array}", "\u00e9", "5\u00b2", "x\ny", "x\x00", "$5$", "5$",
    "\\$5$", "3=4=5", "x==5", "\\@",
]  # fmt: skip


@pytest.mark.parametrize("text", ALLOWED)
def test_a_short_answers_notation_is_let_through(text: str) -> None:
    assert refusal(text) == ""


@pytest.mark.parametrize("text", TOO_COMPLEX)
def test_a_text_that_may_cost_much_is_too_complex(text: str) -> None:
    assert refusal(text) == "too_complex"


@pytest.mark.parametrize(
    "text",
    [
        "2^\\frac{1001}{1}",
        "2^\\frac{1}{x}^9",
        "2^\\sqrt[2]{1001}",
        "2^\\left(1001\\right)",
        "2^ \\frac {1} {1001}",
        "9^\\pi^9",
    ],
)
def test_a_command_in_an_exponent_is_looked_at_with_its_groups(text: str) -> None:
    """Only the backslash and the letter after it were."""
    assert refusal(text) == "too_complex"


@pytest.mark.parametrize("text", ["9**9**9", "9**(9)**9", "9^{9}**9", "9^9**9", "9^9 ** 9"])
def test_a_power_of_a_power_is_one_in_either_notation(text: str) -> None:
    """Only a second ``^`` was seen."""
    assert refusal(text) == "too_complex"


@pytest.mark.parametrize("text", UNREADABLE)
def test_a_text_that_the_parser_would_misread_is_unreadable(text: str) -> None:
    assert refusal(text) == "unreadable"


@given(st.integers(0, 5000), st.sampled_from(["2^{%d}", "2^%d", "2^(x+%d)", "x^{-%d}y", "2**%d"]))
def test_an_exponent_is_allowed_up_to_a_thousand(exponent: int, form: str) -> None:
    assert (refusal(form % exponent) == "") is (exponent <= 1000)
