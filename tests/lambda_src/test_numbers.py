"""Reading numbers: every form, every non-number, and bounds on what is built."""

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime.answers.numbers import Numbers, read_number, value_of
from reward_runtime.errors import RowFault
from reward_runtime.extract.number import last_number, marked_number
from reward_runtime.samples import MISSING

from tests.lambda_src.growth import grows_like_its_length

WRITTEN = {
    "1,234.5": "2469/2", "1.234,5": "2469/2", "1 234,5": "2469/2", "1'234.5": "2469/2", "1,234": "1234",
    "1.234": "1.234", "1,234,567": "1234567", "1.234.567": "1234567", "0,5": "0.5", "0,123": "0.123", "50%": "50",
    "72 clips": "72", "5 km": "5", "5 m": "5", "60 km/h": "60", "12 m^2": "12", "12 m\u00b2": "12", "1/2": "1/2",
    r"\frac{1}{2}": "1/2", r"-\dfrac{3}{4}": "-3/4", "1 1/2": "3/2", "-1 1/2": "-3/2", "1.5e3": "1500",
    r"1.5\times10^3": "1500", r"1.5 \times 10^{-3}": "0.0015", "\u00bd": "1/2", "1\u00bd": "3/2",
    "\uff17\uff12": "72", "\u0667\u0662": "72", "\u22123": "-3", r"\text{72 clips}": "72", r"72\text{ clips}": "72",
    r"\$72": "72", r"50\%": "50", "1{,}234": "1234", r"1\,234": "1234", r"1,\!234": "1234", "x = 5": "5",
    "-$3": "-3", "$-3": "-3", "$5$": "5", "-0.0": "0", ".5": "0.5", "5.": "5", "**72**": "72", "72 clips.": "72",
}  # fmt: skip
NO_NUMBERS = [
    "", "...", ",", "-", "$", "%", "x", "e5", "1.2.3", "10, 20", "3-5", "3 - 5", "2024-01-15", "5/8/2024", "12:30",
    "1/0", "1 1/0", r"\frac{1}{0}", "NaN", "inf", "1_000", "9" * 5000, "1e9999999", "1e400", "1e101", "--5", "1,23,4",
    "5 million", "5k", "5 or 6", "10\u00b2", "5 + 3", "2 dozen", "3rd", "[1, 2]", "\ud800",
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), WRITTEN.items())
def test_a_number_is_read_exactly_in_every_form(text: str, value: str) -> None:
    assert read_number(text) == Fraction(value)


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize("wrong", ["500%", "0.05", "5.00%%", "500"])
def test_no_percent_sign_makes_another_hundredfold_equal(wrong: str) -> None:
    assert read_number(wrong) != read_number("5%") == 5


@given(st.text(max_size=120) | st.text("0123456789.,'/ -+$%eE^x{}\\()", max_size=60))
def test_no_text_makes_reading_fail_or_build_a_giant(text: str) -> None:
    number = read_number(text)

    value_of(text)
    assert number is None or max(abs(number.numerator), number.denominator) < 10**400


@given(st.integers(-(10**12), 10**12))
def test_an_integer_reads_the_same_grouped_or_not(number: int) -> None:
    assert read_number(str(number)) == read_number(f"{number:,}") == number


@pytest.mark.parametrize(
    ("reference", "value"),
    [
        (72, "72"),
        (0.1, "1/10"),
        ("1,234", "1234"),
        ("48/2 = 24\n#### 72", "72"),
        ("so\nA: 5", "5"),
        ({"answer": "#### 7"}, "7"),
        ({"final_answer": 3}, "3"),
    ],
)
def test_a_reference_is_read_wherever_its_number_stands(reference: object, value: str) -> None:
    assert Numbers().read_reference(reference) == Fraction(value)


@pytest.mark.parametrize(
    "reference",
    [MISSING, None, True, "", "word", float("nan"), float("inf"), 10**300, 1e300, [], {}, {"answer": True}],
)
def test_a_reference_that_is_no_number_is_the_rows_fault(reference: object) -> None:
    with pytest.raises(RowFault):
        Numbers().read_reference(reference)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It is 72 clips.", "72"),
        ("costs $1,234.50 in all", "$1,234.50"),
        ("1 1/2 cups", "1 1/2"),
        (r"so \frac{1}{2} of it", r"\frac{1}{2}"),
        ("\u7b54\u3048\u306f72\u3067\u3059", "72"),
        ("so it is -$3", "-$3"),
        ("24 - 8", "8"),
        ("5km", "5"),
        ("from 3-5 days", None),
        ("version 1.2.3", None),
        ("on 2024-01-15", None),
        ("the 5th", None),
        ("at 10:30", None),
        ("1_000", None),
        ("...", None),
    ],
)
def test_the_last_number_of_a_text_is_found_whole(text: str, found: str | None) -> None:
    answer = last_number()(text, [(0, len(text))])

    assert (answer and answer.text) == found


def test_a_markdown_heading_is_no_marked_number() -> None:
    text = "#### Step 1\n#### 72"

    answer = marked_number()(text, [(0, len(text))])

    assert answer is not None
    assert answer.text == "72"


PARTS = ["1,", "#### ", "9", "1'", "1 ", "1/", "-1", "$", "1e", "\\frac{1", "1a", "1\u00a0"]
GROWTH = [pytest.param(part, marks=[] if part in PARTS[:2] else pytest.mark.long) for part in PARTS]


@pytest.mark.parametrize("part", GROWTH)
def test_scanning_takes_linear_time(part: str) -> None:
    def scan(text: str) -> None:
        last_number()(text, [(0, len(text))])
        marked_number()(text, [(0, len(text))])

    assert grows_like_its_length(scan, part, 200_000)


def test_equal_numbers_in_json_are_equal_here() -> None:
    assert Numbers().read_reference(json.loads("5.0")) == Numbers().read_reference("5")
