"""``value_of``: arithmetic as worked solutions write it."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime.answers.numbers import value_of


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5-3", "2"),
        ("5-3-1", "1"),
        ("1+(2-3)*(4)", "-3"),
        ("2-(3-(4-5))", "-2"),
        (" 1 + 1 ", "2"),
        ("-(2+3)", "-5"),
        ("6\u00f7-(3)", "-2"),
        (".5*4", "2"),
        ("1+" * 49 + "10", "59"),
        ("(" * 8 + "1" + ")" * 8, "1"),
        ("2*(3+4)", "14"),
        ("-3+5", "2"),
        ("1,000/4", "250"),
        ("2x3\u00d74", "24"),
        ("50%*8", "4"),
        ("7/2/2", "7/4"),
    ],
)
def test_arithmetic_is_exact(text: str, value: str) -> None:
    assert value_of(text) == Fraction(value)


@pytest.mark.parametrize(
    "text",
    [
        "(1",
        "(1+2",
        "((1)",
        "1)",
        "(" * 9 + "1" + ")" * 9,
        "1+" * 49 + "100",
        "1+2,2,2",
        "X",
        "1X2",
        "5--",
        "1(2)",
        "()1",
        "1/0",
        "",
        "(",
        ")",
        "1+",
        "2**3",
        "()",
        "(" * 40 + "1" + ")" * 40,
        "1 2",
        "9" * 101,
    ],
)
def test_a_text_that_is_no_arithmetic_or_too_deep_has_no_value(text: str) -> None:
    assert value_of(text) is None


TERMS = st.recursive(
    st.integers(0, 99).map(str),
    lambda term: st.tuples(term, st.sampled_from("+-*"), term).map(lambda t: f"({t[0]}{t[1]}{t[2]})"),
    max_leaves=6,
)


@given(TERMS, st.sampled_from("+-*"), TERMS)
def test_it_agrees_with_python(left: str, sign: str, right: str) -> None:
    text = f"{left} {sign} -{right}"

    assert value_of(text) == eval(text)
