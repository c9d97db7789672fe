"""``read_number``: the spellings of a number, texts that only look like one, and bounds on the numbers built."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime.answers.numbers import read_number, value_of
from reward_runtime.answers.numbers.notation import decimal

EVERYDAY = {
    "1,234.5": "2469/2", "1.234,5": "2469/2", "1 234,5": "2469/2", "1'234.5": "2469/2", "1,234": "1234",
    "1.234": "1.234", "1,234,567": "1234567", "1.234.567": "1234567", "0,5": "0.5", "0,123": "0.123", "50%": "50",
    "72 clips": "72", "5 km": "5", "5 m": "5", "60 km/h": "60", "12 m^2": "12", "12 m\u00b2": "12", "1/2": "1/2",
    r"\frac{1}{2}": "1/2", r"-\dfrac{3}{4}": "-3/4", "1 1/2": "3/2", "-1 1/2": "-3/2", "1.5e3": "1500",
    r"1.5\times10^3": "1500", r"1.5 \times 10^{-3}": "0.0015", "\u00bd": "1/2", "1\u00bd": "3/2",
    "\uff17\uff12": "72", "\u0667\u0662": "72", "\u22123": "-3", r"\text{72 clips}": "72", r"72\text{ clips}": "72",
    r"\$72": "72", r"50\%": "50", "1{,}234": "1234", r"1\,234": "1234", r"1,\!234": "1234", "x = 5": "5",
    "-$3": "-3", "$-3": "-3", "$5$": "5", "-0.0": "0", ".5": "0.5", "5.": "5", "**72**": "72", "72 clips.": "72",
}  # fmt: skip
CUSTOMS = {
    "$x = 5$": "5", "$1.5$": "3/2", "${5}$": "5", "{5}": "5", "{ 15 }": "15", "{-3}": "-3", r"\frac12": "1/2",
    "\u0661,\u0662\u0663\u0664": "1234", "\uff11\uff0c\uff12\uff13\uff14": "1234", "\uff15\uff10\uff05": "50",
    "\uff045": "5", "1\u00a0234,5": "2469/2", "1\u202f234,5": "2469/2", "1e100": str(10**100),
    "1e-100": f"1/{10**100}", "1" + "0" * 99: str(10**99), "1 234 567.25": "4938269/4", "12'345,6": "61728/5",
    ".5": "1/2", "1,": "1", "1,2345": "2469/2000",
}  # fmt: skip
LOOKALIKES = [
    "", "...", ",", "-", "$", "%", "x", "e5", "1.2.3", "10, 20", "3-5", "3 - 5", "2024-01-15", "5/8/2024", "12:30",
    "1/0", "1 1/0", r"\frac{1}{0}", "NaN", "inf", "1_000", "9" * 5000, "1e9999999", "1e400", "1e101", "--5", "1,23,4",
    "5 million", "5k", "5y", "5n", "5a", "5xy", "5 z", "5 or 6", "10\u00b2",
    "5 + 3", "2 dozen", "3rd", "[1, 2]", "\ud800",
]  # fmt: skip
NO_CUSTOM = [
    "X72", "X 72", "{5", "5}", "$5}", "{x}", "1 2/2", "1 3/2", "1 2/0", "1e101", "1e-101", "0" * 101, "1 234'567,5",
    "1,234 567.5", "1.234'5", "0,123,456", "1,2345,678", "1234,567.5", "1,,234.5", "1.2.3,5", "1'2.5",
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), [*EVERYDAY.items(), *CUSTOMS.items()])
def test_a_number_is_read_exactly_in_every_custom_of_writing_it(text: str, value: str) -> None:
    assert read_number(text) == Fraction(value)


@pytest.mark.parametrize("text", LOOKALIKES + NO_CUSTOM)
def test_a_text_that_only_looks_like_a_number_is_none(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize("wrong", ["500%", "0.05", "5.00%%", "500"])
def test_no_percent_sign_makes_another_hundredfold_equal(wrong: str) -> None:
    assert read_number(wrong) != read_number("5%") == 5


@pytest.mark.parametrize("text", ["1,23.5", "$1,23.5", "12,34.5 km", "1 23.5", "1,23,4.5", "1'23,5", ",1.5"])
def test_wrongly_grouped_digits_are_not_dropped(text: str) -> None:
    """They were read as one half: all before the decimal point went with its wrong signs."""
    assert read_number(text) is None


def test_digits_beyond_a_hundred_characters_are_no_number() -> None:
    assert decimal("9" * 100) == 10**100 - 1
    assert decimal("9" * 101) is None


DENIED = [
    "5 wrong", "5 is incorrect", "5 negative", "5 is false", "5 km untrue", "not = 5", "NOT= 5", "never = 5", "5 lakh",
    "5 crores", "5 hundredths", "5 thousandth", "5 halves", "5 twentieths", "5 nineteenths", "5 quadrillion",
    "5 factorial", "5!", "$5!$", "**5!**", "5! km",
]  # fmt: skip


@pytest.mark.parametrize("text", DENIED)
def test_a_number_that_is_denied_or_another_by_its_unit_is_none(text: str) -> None:
    """Each was read as 5, as a unit is ignored."""
    assert read_number(text) is None


@pytest.mark.parametrize(
    "text", ["5 clips!", "**5**!", "5 months", "5 fifth graders", "note = 5", "knot = 5", "5 nots", "5 baths"]
)
def test_a_unit_that_looks_like_a_denial_or_a_scale_is_one(text: str) -> None:
    assert read_number(text) == 5


@given(st.integers(0, 10**12), st.integers(0, 999), st.sampled_from([",.", ".,", " ,", " .", "'.", "',"]))
def test_grouped_digits_with_decimals_read_as_they_do_bare(whole: int, part: int, signs: str) -> None:
    group, point = signs
    assert decimal(f"{whole:,}".replace(",", group) + f"{point}{part:03}0") == Fraction(f"{whole}.{part:03}")


@given(st.integers(-(10**12), 10**12))
def test_an_integer_reads_the_same_grouped_or_not(number: int) -> None:
    assert read_number(str(number)) == read_number(f"{number:,}") == number


@given(st.text(max_size=120) | st.text("0123456789.,'/ -+$%eE^x{}\\()", max_size=60))
def test_no_text_makes_reading_fail_or_build_a_giant(text: str) -> None:
    number = read_number(text)

    value_of(text)
    assert number is None or max(abs(number.numerator), number.denominator) < 10**400
