"""``plain`` and ``rational``: the typesetting that goes, and the number that is left."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from reward_runtime.answers.expressions.notation import joins_digits, plain, rational

BLANKS = st.sampled_from([" ", "\\,", "~", "\\ ", "\\;", "\\quad ", "\n"])


@given(st.integers(1, 10**12), BLANKS)
def test_groups_of_thousands_are_one_number_whatever_parts_them(number: int, blank: str) -> None:
    assert plain(f"{number:,}".replace(",", blank)) == str(number)


@given(st.integers(0, 999), st.integers(1, 999), st.integers(1, 999), BLANKS)
def test_a_whole_number_before_a_proper_fraction_is_added_to_it(whole: int, part: int, more: int, blank: str) -> None:
    below = part + more
    assert rational(plain(f"-{whole}{blank}{part}/{below}")) == -(whole + Fraction(part, below))


@given(st.integers(0, 9_999), st.text("0123456789", min_size=1, max_size=5), BLANKS)
def test_a_blank_between_other_digits_stays(left: int, right: str, blank: str) -> None:
    assume(len(right) != 3 or not 0 < left < 1_000)
    assert joins_digits(plain(f"{left}{blank}{right}"))


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("$x + 1.$", "x+1"),
        ("\\left( 1 , 2 \\right)", "(1,2)"),
        ("\\frac 1 2", "\\frac{1}{2}"),
        ("18,\\!107", "18,107"),
        ("(1,1 1/2)", "(1,1\\frac{1}{2})"),
        ("1 3/2", "1 3/2"),
        ("x^2 100", "x^2 100"),
        ("1 000 00", "1 000 00"),
        ("1\\\\ 2", "1\\\\2"),
        ("5\\,\\text{ square \\, units }", "5\\text{square units}"),
        ("\\text{Saturday night}", "Saturdaynight"),
        ("x=1, \\text{ and } y=2", "x=1,y=2"),
        ("\\text{or }5", "\\text{or}5"),
    ],
)
def test_a_text_has_its_normal_form(text: str, normal: str) -> None:
    assert plain(text) == normal


@pytest.mark.parametrize(
    ("normal", "number"),
    [
        ("1\\frac{1}{2}", Fraction(3, 2)),
        ("-\\frac{1}{2}", Fraction(-1, 2)),
        ("2\\frac{3}{2}", None),
        ("2\\frac{-1}{2}", None),
        ("1\\frac{0}{0}", None),
        ("1,000.5", Fraction(2001, 2)),
        (".5", Fraction(1, 2)),
        ("1/0", None),
        ("", None),
        ("nan", None),
    ],
)
def test_a_normal_form_is_a_number_or_none(normal: str, number: Fraction | None) -> None:
    assert rational(normal) == number
