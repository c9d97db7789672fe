"""Numbers in running text: which of several counts, and where is looked."""

import pytest
from reward_runtime.extract import Extractor, Several
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
