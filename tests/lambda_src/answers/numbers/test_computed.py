"""``computed_number``: the result of true arithmetic is the number, and of false arithmetic nothing is."""

from fractions import Fraction

import pytest
from reward_runtime.answers.numbers import Numbers
from reward_runtime.answers.numbers.computed import computed_number


@pytest.mark.parametrize(
    "text",
    [
        "72", "x = 72", "= 72", "\\approx 72", "6 \\times 12 = 72", "6 \\cdot 12 = 72", "48+24=72",
        "\\frac{144}{2} = 72",
        "x = 6 \\times 12 = 72", "$48 + 24 = 72$", "48 + 24 = 72 \\text{ clips}", "70 + 2 = 60 + 12 = 72", "72 = 72.0",
        "total = 48 + 24 = 72", "144 \\div 2 = \\$72", "72\\\\", "- 5 + 77 = 72",
    ],
)  # fmt: skip
def test_the_result_of_true_arithmetic_is_the_number(text: str) -> None:
    assert computed_number(text) == 72 == Numbers().parse(text)


@pytest.mark.parametrize(
    "text",
    ["6 \\times 12 = 71", "71 = 72", "72 = 6 x", "48 + 24 = 71 = 72",
     "x = y = 72", "\\sqrt{5184} = 72", "72 =", "= =72", "", "not = 72",
     "=" * 101 + "72", "x + 2 = 72"],
)  # fmt: skip
def test_of_anything_else_nothing_is(text: str) -> None:
    assert computed_number(text) is None


@pytest.mark.parametrize(
    ("text", "value"), [("- 5", -5), ("1\\frac{1}{2}", "3/2"), ("72\u00a2", 72), ("\u2212\u202f5", -5)]
)
def test_a_number_alone_is_read_as_ever(text: str, value: int | str) -> None:
    assert computed_number(text) == Fraction(value)


@pytest.mark.parametrize("text", ["5,=5,$p$", "$48 + 24 = 72$", "$x = 72$"])
def test_blanks_and_breaks_around_it_change_nothing(text: str) -> None:
    # A line's end after the closing sign of mathematics once left the sign in the number's unit.
    bare = computed_number(text)
    assert bare is not None
    around = [before + text + after for before in ("", " ", "\n\t") for after in ("", " ", "\n")]
    assert {computed_number(text) for text in around} == {bare}
