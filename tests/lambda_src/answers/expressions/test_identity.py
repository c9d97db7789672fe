"""``same``: expressions that are one function, beside plain Python, and those that only look so."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime.answers.expressions.evaluation.identity import order, proportional, same
from reward_runtime.answers.expressions.evaluation.points import constant, has_value
from reward_runtime.answers.expressions.notation.nodes import Node
from reward_runtime.answers.expressions.notation.reader import read
from reward_runtime.answers.expressions.notation.tokens import tokens

COEFFICIENTS = st.lists(st.integers(-20, 20), min_size=1, max_size=5)


def tree(text: str) -> Node:
    return read(tokens(text))


def polynomial(coefficients: list[int]) -> str:
    return "+".join(f"({each})x^{power}" for power, each in enumerate(coefficients))


def product(left: list[int], right: list[int]) -> list[int]:
    found = [0] * (len(left) + len(right) - 1)
    for one, first in enumerate(left):
        for other, second in enumerate(right):
            found[one + other] += first * second
    return found


@given(COEFFICIENTS, COEFFICIENTS)
def test_a_product_of_polynomials_is_the_one_that_is_multiplied_out(left: list[int], right: list[int]) -> None:
    written = f"({polynomial(left)})({polynomial(right)})"
    assert same(tree(written), tree(polynomial(product(left, right))))


@given(COEFFICIENTS, st.integers(0, 4), st.integers(-3, 3))
def test_two_polynomials_are_the_same_only_if_their_coefficients_are(
    coefficients: list[int], power: int, more: int
) -> None:
    other = coefficients + [0] * (power + 1 - len(coefficients))
    other[power] += more
    assert same(tree(polynomial(coefficients)), tree(polynomial(other))) is (more == 0)


@given(st.fractions(-50, 50, max_denominator=50), st.fractions(-50, 50, max_denominator=50))
def test_fractions_are_computed_exactly(left: Fraction, right: Fraction) -> None:
    written = f"\\frac{{{left.numerator}}}{{{left.denominator}}}-({right.numerator}/{right.denominator})"
    assert constant(tree(written)) == left - right


@given(st.integers(1, 10**12), st.integers(2, 7))
def test_a_root_is_exact_if_it_can_be(base: int, index: int) -> None:
    assert constant(tree(f"\\sqrt[{index}]{{{base**index}}}")) == base


@given(st.integers(0, 300), st.integers(0, 300))
def test_constants_of_one_order_are_told_apart(left: int, right: int) -> None:
    assert order(tree(f"\\sqrt{{{left}}}"), tree(f"\\sqrt{{{right}}}")) == (left > right) - (left < right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("\\sin(x+y)", "\\sin x\\cos y+\\cos x\\sin y"),
        ("\\frac{1}{x-1}-\\frac{1}{x+1}", "\\frac{2}{x^2-1}"),
        ("\\ln(xy)", "\\ln x+\\ln y"),
        ("\\sqrt{x}\\sqrt{y}", "\\sqrt{xy}"),
        ("\\sqrt[3]{x^3}", "x"),
        ("(-1)^{n+1}", "-(-1)^n"),
        ("\\cosh^2 x-\\sinh^2 x", "1"),
        ("\\frac{e^{ix}+e^{-ix}}{2}", "\\cos x"),
        ("f(x)+g(x)", "g(x)+f(x)"),
        ("\\lceil 2.5 \\rceil", "3"),
        ("|x-y|", "|y-x|"),
        ("\\frac{x^2-4}{x-2}", "x+2"),
    ],
)
def test_an_identity_of_mathematics_holds(left: str, right: str) -> None:
    assert same(tree(left), tree(right))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("\\sqrt{x^2}", "x"),
        ("\\ln x^2", "2\\ln x"),
        ("\\ln|x|", "\\ln x"),
        ("f(x)", "g(x)"),
        ("f(x)", "f(y)"),
        ("x_1", "x_2"),
        ("5+10^{-300}", "5"),
        ("e^{\\pi\\sqrt{163}}", "262537412640768744"),
        ("\\frac{355}{113}", "\\pi"),
        ("\\arcsin(\\sin x)", "x"),
        ("\\frac{1}{x-x}", "1"),
        ("\\sqrt{-1}", "-\\sqrt{-1}"),
    ],
)
def test_what_only_looks_like_an_identity_does_not(left: str, right: str) -> None:
    assert not same(tree(left), tree(right))


@pytest.mark.parametrize(
    ("left", "right", "positive", "expected"),
    [
        ("2x-4y", "x-2y", True, True),
        ("2x-4y", "2y-x", True, False),
        ("2x-4y", "2y-x", False, True),
        ("x-y", "x+y", False, False),
        ("x^2-y", "x(x^2-y)", False, False),
        ("x-x", "x-x", False, False),
    ],
)
def test_only_a_constant_multiple_is_proportional(left: str, right: str, positive: bool, expected: bool) -> None:
    assert proportional(tree(left), tree(right), positive=positive) is expected


@pytest.mark.parametrize(("text", "value"), [("\\pi", math.pi), ("e^2", math.e**2), ("\\tan 1", math.tan(1))])
def test_a_constant_is_python_s_to_its_digits(text: str, value: float) -> None:
    assert math.isclose(float(constant(tree(text)) or 0), value, rel_tol=1e-14)


@pytest.mark.parametrize("text", ["\\frac{1}{0}", "\\ln 0", "\\tan 90^\\circ", "(-3)!", "\\frac{1}{x-x}", "0^{-1}"])
def test_an_expression_without_a_value_has_none(text: str) -> None:
    assert not has_value(tree(text))
