"""Numbers in running text: which of several counts, and where is looked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime.answers.numbers import read_number
from reward_runtime.extract import Extractor, Several, number
from reward_runtime.extract.number import last_number, marked_number, unless_marked


def found(extractor: Extractor, text: str, *spans: tuple[int, int]) -> tuple[str, str] | None:
    answer = extractor(text, spans or [(0, len(text))])
    return answer and (answer.text, answer.rule)


@pytest.mark.parametrize(("several", "number"), [("last", "7"), ("first", "5"), ("only", None)])
def test_of_several_numbers_the_one_that_is_asked_for_counts(several: Several, number: str | None) -> None:
    assert found(last_number(several), "5 or 6, no, 7") == (number and (number, "number"))
    assert found(marked_number(several), "#### 5\n#### 7\n") == (number and (number, "marked_number"))


def test_the_last_counts_unless_another_is_asked_for() -> None:
    assert found(last_number(), "5 or 7") == ("7", "number")
    assert found(marked_number(), "#### 5\nA: 7") == ("7", "marked_number")


def test_numbers_that_are_equal_agree() -> None:
    assert found(last_number("only"), "1,000 is 1000.0") == ("1000.0", "number")
    assert found(marked_number("only"), "#### 1,000\nA: 1000") == ("1000", "marked_number")


def test_a_number_outside_the_parts_is_none() -> None:
    assert found(last_number(), "5 and 6 and 7", (0, 7)) == ("6", "number")
    assert found(marked_number(), "#### 5\n#### 6\n#### 7", (7, 14)) == ("6", "marked_number")


def test_a_number_stands_anywhere_and_has_at_most_a_hundred_characters() -> None:
    assert found(last_number(), "word " * 50 + "1" + "0" * 99) == ("1" + "0" * 99, "number")
    assert found(last_number(), "1" + "0" * 100) is None


def test_an_extractor_is_asked_only_where_no_part_has_a_mark() -> None:
    extractor = unless_marked(last_number(), "####", "A:")

    assert found(extractor, "so 5") == ("5", "number")
    assert found(extractor, "#### 6 or 5") is None
    assert found(extractor, "5 A:") is None
    assert found(extractor, "5 #### 6", (0, 2)) == ("5", "number")
    assert found(extractor, "5 and 6 #### 7", (0, 2), (6, 14)) is None


@pytest.mark.parametrize("several", ["last", "first"])
def test_only_the_number_that_counts_has_to_stand_alone(several: Several) -> None:
    denied, kept = ("5 and not 7", "not 5 but 7") if several == "last" else ("not 5 but 7", "5 and not 7")

    assert found(last_number(several), denied) is None
    assert found(last_number(several), kept) == ("7" if several == "last" else "5", "number")


def test_a_number_between_that_is_denied_keeps_no_other_from_counting() -> None:
    assert found(last_number(), "5, not 6, but 7") == ("7", "number")


def test_where_all_numbers_must_agree_each_has_to_stand_alone() -> None:
    assert found(last_number("only"), "7 is 7.0") == ("7.0", "number")
    assert found(last_number("only"), "7, and 7 million") is None
    assert found(last_number("only"), "7 million, so 7") is None


def test_a_mark_that_is_followed_by_a_numbered_heading_is_none() -> None:
    assert found(marked_number(), "#### 1. Find the cost\n#### **2) Add**\n#### 3: Sum") is None
    assert found(marked_number(), "#### 1. Find the cost\n#### 5.") == ("5.", "marked_number")
    assert found(marked_number(), "####  " * 2 + "7") is None


def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    texts: list[str] = []

    def reading(text: str) -> object:
        texts.append(text)
        return read_number(text)

    monkeypatch.setattr(number, "read_number", reading)
    return texts


@pytest.mark.parametrize("unit", ["1 ", "7:30 ", "1 1/2 "])
def test_a_response_that_loops_is_read_from_its_end_and_not_for_seconds(
    monkeypatch: pytest.MonkeyPatch, unit: str
) -> None:
    texts = counted(monkeypatch)

    found(last_number(), unit * 32_000)

    assert len(texts) <= 256


def test_a_mark_that_a_response_repeats_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = counted(monkeypatch)

    assert found(marked_number("only"), "#### 5\n#### x\n" * 1_000) == ("5", "marked_number")
    assert texts == ["5", "x"]


def test_the_last_number_is_looked_for_in_the_last_twenty_thousand_characters() -> None:
    assert found(last_number(), "5" + " " * 19_999) == ("5", "number")
    assert found(last_number(), "5" + " " * 20_000) is None
    text = "5" + " " * 20_000
    assert found(last_number(), text, (0, 1), (2, 20_000)) == ("5", "number")
    assert found(last_number(), text, (0, 1), (1, 20_001)) is None


def test_the_last_number_is_looked_for_before_at_most_255_times_of_day() -> None:
    assert found(last_number(), "5" + " 7:30" * 255) == ("5", "number")
    assert found(last_number(), "5" + " 7:30" * 256) is None


PARTS = st.sampled_from(
    ["1", "72", "3.5", "1,234", "$5", "-", "/", "1/2", "%", " so ", " ", "\n", "a", ":", ".", "\u00bd", "\\frac{1}{2}"]
)


@given(st.lists(PARTS, max_size=12).map("".join), st.integers(0, 30))
def test_read_from_the_end_or_the_beginning_the_numbers_are_the_same(text: str, cut: int) -> None:
    parts = [(0, min(cut, len(text))), (min(cut, len(text)), len(text))]
    last, first = last_number("last")(text, parts), last_number("first")(text, parts)

    assert (last is None) == (first is None)
    if last is not None and first is not None:
        assert [*last.others, last.span] == [first.span, *first.others]


def test_an_answer_tells_of_the_sixteen_numbers_before_it_in_order() -> None:
    answer = last_number()("1 " * 40, [(0, 80)])

    assert answer is not None
    assert answer.span == (78, 79)
    assert answer.others == tuple((at, at + 1) for at in range(46, 78, 2))
