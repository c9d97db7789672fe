"""``last_number`` and ``marked_number``: the number among several that counts, and the part that is searched."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from reward_runtime.answer import OnConflict
from reward_runtime.answers.numbers import LONGEST, Numbers, in_text, numerals, read_number
from reward_runtime.answers.numbers.in_text import last_number, marked_number

from tests.lambda_src.extract.found import found


@pytest.mark.parametrize(("on_conflict", "number"), [("last", "7"), ("first", "5"), ("none", None)])
def test_numbers_that_differ_give_the_first_the_last_or_none(on_conflict: OnConflict, number: str | None) -> None:
    assert found(last_number(on_conflict), "5 or 6, no, 7") == (number and (number, "number"))
    assert found(marked_number(on_conflict), "#### 5\n#### 7\n") == (number and (number, "marked_number"))


def test_the_last_number_counts_unless_told_otherwise() -> None:
    assert found(last_number(), "5, so 7") == ("7", "number")
    assert found(marked_number(), "#### 5\nA: 7") == ("7", "marked_number")


def test_equal_numbers_agree_whatever_normal_form_is_given() -> None:
    assert found(last_number("none"), "1,000 is 1000.0") == ("1000.0", "number")
    assert found(marked_number("none"), "#### 1,000\nA: 1000") == ("1000", "marked_number")
    assert found(last_number("none"), "5, so 7", normalize=len) is None
    assert found(marked_number("none"), "#### 5\n#### 7", normalize=len) is None


@pytest.mark.parametrize(
    ("text", "number"),
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
def test_a_number_is_found_whole(text: str, number: str | None) -> None:
    assert found(last_number(), text) == (number and (number, "number"))


def test_a_number_outside_the_parts_is_none() -> None:
    assert found(last_number(), "5 and 6 and 7", (0, 7)) == ("6", "number")
    assert found(marked_number(), "#### 5\n#### 6\n#### 7", (7, 14)) == ("6", "marked_number")


def test_a_number_has_at_most_a_hundred_characters() -> None:
    assert found(last_number(), "word " * 50 + "1" + "0" * 99) == ("1" + "0" * 99, "number")
    assert found(last_number(), "1" + "0" * 100) is None


@pytest.mark.parametrize("on_conflict", ["last", "first"])
def test_only_the_number_that_counts_must_stand_alone(on_conflict: OnConflict) -> None:
    denied, kept = ("5 and not 7", "not 5 but 7") if on_conflict == "last" else ("not 5 but 7", "5 and not 7")

    assert found(last_number(on_conflict), denied) is None
    assert found(last_number(on_conflict), kept) == ("7" if on_conflict == "last" else "5", "number")


def test_a_denied_number_in_between_does_not_matter() -> None:
    assert found(last_number(), "5, not 6, but 7") == ("7", "number")


def test_if_all_numbers_must_agree_each_must_stand_alone() -> None:
    assert found(last_number("none"), "7 is 7.0") == ("7.0", "number")
    assert found(last_number("none"), "7, and 7 million") is None
    assert found(last_number("none"), "7 million, so 7") is None


def test_a_numbered_heading_is_no_marked_number() -> None:
    assert found(marked_number(), "#### 1. Find the cost\n#### **2) Add**\n#### 3: Sum") is None
    assert found(marked_number(), "#### 1. Find the cost\n#### 5.") == ("5.", "marked_number")
    assert found(marked_number(), "#### Step 1\n#### 72") == ("72", "marked_number")
    assert found(marked_number(), "####  " * 2 + "7") is None


def texts_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    texts: list[str] = []

    def reading(text: str) -> object:
        texts.append(text)
        return read_number(text)

    monkeypatch.setattr(in_text, "read_number", reading)
    monkeypatch.setattr(numerals, "read_number", reading)
    return texts


@pytest.mark.parametrize("unit", ["1 ", "7:30 ", "1 1/2 "])
def test_of_a_response_that_loops_only_the_last_numbers_are_read(monkeypatch: pytest.MonkeyPatch, unit: str) -> None:
    texts = texts_read(monkeypatch)

    found(last_number(), unit * 32_000)

    assert len(texts) <= 256


def test_a_mark_that_a_response_repeats_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = texts_read(monkeypatch)

    assert found(marked_number("none"), "#### 5\n#### x\n" * 1_000) == ("5", "marked_number")
    assert texts == ["5", "x"]


def test_the_last_number_is_searched_for_in_the_last_twenty_thousand_characters() -> None:
    assert found(last_number(), "5" + " " * 19_999) == ("5", "number")
    assert found(last_number(), "5" + " " * 20_000) is None
    text = "5" + " " * 20_000
    assert found(last_number(), text, (0, 1), (2, 20_000)) == ("5", "number")
    assert found(last_number(), text, (0, 1), (1, 20_001)) is None


def test_the_last_number_is_found_before_at_most_255_times_of_day() -> None:
    assert found(last_number(), "5" + " 7:30" * 255) == ("5", "number")
    assert found(last_number(), "5" + " 7:30" * 256) is None


PARTS = st.sampled_from(
    ["1", "72", "3.5", "1,234", "$5", "-", "/", "1/2", "%", " so ", " ", "\n", "a", ":", ".", "\u00bd", "\\frac{1}{2}"]
)


@given(st.lists(PARTS, max_size=12).map("".join), st.integers(0, 30))
def test_a_search_from_the_end_finds_the_same_numbers_as_one_from_the_beginning(text: str, cut: int) -> None:
    parts = [(0, min(cut, len(text))), (min(cut, len(text)), len(text))]
    last, first = last_number("last")(text, parts), last_number("first")(text, parts)

    if last is not None and first is not None:
        assert [*last.other_matches, last.span] == [first.span, *first.other_matches]


def test_a_match_lists_the_sixteen_numbers_before_it_in_order() -> None:
    match = last_number()("1 " * 40)

    assert match is not None
    assert match.span == (78, 79)
    assert match.other_matches == tuple((at, at + 1) for at in range(46, 78, 2))


NUMBERS = (
    st.fractions(max_denominator=10**40)
    | st.integers(-(10**99), 10**99).map(Fraction)
    | st.decimals(-(10**9), 10**9, places=3).map(Fraction)
).filter(lambda number: len(str(number)) <= LONGEST)


@given(NUMBERS)
def test_a_number_in_the_form_that_is_asked_for_is_found_again(number: Fraction) -> None:
    kind = Numbers()
    written = kind.render(str(number))
    assume(written is not None)
    assert written is not None
    for extractor in (last_number(), marked_number()):
        match = extractor(extractor.template.replace("{answer}", written))

        assert match is not None
        assert match.text == written
        assert kind.parse(match.text) == number


def test_the_form_that_is_asked_for_is_a_mark_or_the_number_alone() -> None:
    assert last_number().template == "{answer}"
    assert marked_number().template == "#### {answer}"
