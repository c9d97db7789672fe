"""``Numbers``: what rewards of numbers accept and refer to."""

from fractions import Fraction

import pytest
from reward_runtime.answers.numbers import Numbers
from reward_runtime.errors import RowFault
from reward_runtime.extract import Answer


def test_a_text_and_an_answer_are_the_number_they_say() -> None:
    assert Numbers().read("1,000") == Numbers().accept(Answer("1,000", "rule", (0, 5))) == 1000
    assert Numbers().read("word") is Numbers().accept(Answer("word", "rule", (0, 4))) is None


def test_texts_agree_as_numbers_or_else_as_texts() -> None:
    normal = Numbers().normal

    assert normal("1,000") == normal("1000.0") == 1000
    assert normal("1000") != normal("1001")
    assert normal("Word") == normal("word") != normal("words")


def test_the_last_mark_of_a_worked_answer_counts() -> None:
    assert Numbers().read_reference("#### 3\nA: 4\n#### 72") == 72
    assert Numbers().read_reference("#### 3\nA: 4") == 4


def test_a_reference_holds_its_number_under_the_keys_that_are_asked_for() -> None:
    assert Numbers(("n",)).read_reference({"answer": 1, "n": 5}) == 5


@pytest.mark.parametrize("size", [10**200, -(10**200)])
def test_a_whole_number_of_more_than_two_hundred_digits_is_the_rows_fault(size: int) -> None:
    nearer = size - 1 if size > 0 else size + 1
    assert Numbers().read_reference(nearer) == Fraction(nearer)
    with pytest.raises(RowFault) as fault:
        Numbers().read_reference(size)
    assert fault.value.code == "no_number"
