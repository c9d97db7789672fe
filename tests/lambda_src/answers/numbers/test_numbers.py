"""``Numbers``: the number of a reference, the tolerance, and which texts agree."""

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime.answers.kind import Grade
from reward_runtime.answers.numbers import Numbers, read_number
from reward_runtime.errors import RewardDefinitionError, RowFault
from reward_runtime.reward import Reward
from reward_runtime.samples import MISSING, Sample
from reward_runtime.score import Outcome


def test_an_answer_is_the_number_that_its_text_says() -> None:
    assert Numbers().parse("1,000") == 1000
    assert Numbers().parse("word") is None


def test_texts_agree_as_numbers_and_others_say_nothing() -> None:
    normalize = Numbers().normalize

    assert normalize("1,000") == normalize("1000.0") == 1000
    assert normalize("1000") != normalize("1001")
    assert normalize("Word") is None


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
    assert Numbers().parse_reference(reference) == Fraction(value)


def test_the_last_mark_of_a_worked_answer_counts() -> None:
    assert Numbers().parse_reference("#### 3\nA: 4\n#### 72") == 72
    assert Numbers().parse_reference("#### 3\nA: 4") == 4


def test_a_reference_holds_its_number_under_the_keys_that_are_asked_for() -> None:
    assert Numbers(keys=("n",)).parse_reference({"answer": 1, "n": 5}) == 5


def test_equal_numbers_in_json_are_equal_here() -> None:
    assert Numbers().parse_reference(json.loads("5.0")) == Numbers().parse_reference("5")


@pytest.mark.parametrize(
    "reference",
    [None, True, "", "word", float("nan"), float("inf"), 10**300, 1e300, [], {}, {"answer": True}],
)
def test_a_reference_that_is_no_number_is_the_rows_fault(reference: object) -> None:
    with pytest.raises(RowFault) as fault:
        Numbers().parse_reference(reference)
    assert fault.value.code == "no_number"


def test_a_row_without_a_reference_is_at_fault() -> None:
    with pytest.raises(RowFault, match="no_reference"):
        Numbers().parse_reference(MISSING)


@pytest.mark.parametrize("size", [10**200, -(10**200)])
def test_a_whole_number_of_more_than_two_hundred_digits_is_the_rows_fault(size: int) -> None:
    nearer = size - 1 if size > 0 else size + 1
    assert Numbers().parse_reference(nearer) == Fraction(nearer)
    with pytest.raises(RowFault) as fault:
        Numbers().parse_reference(size)
    assert fault.value.code == "no_number"


@pytest.mark.parametrize(
    ("said", "reference", "grade"),
    [
        ("1/2", "0.5", Grade(1.0, "equal")),
        ("100.5", "100", Grade(1.0, "within_tolerance")),
        ("102", "100", Grade(0.0, "different")),
        ("-100", "100", Grade(0.0, "different")),
    ],
)
def test_an_answer_is_right_within_the_tolerance_only(said: str, reference: str, grade: Grade) -> None:
    assert Numbers(relative=0.01).compare(Fraction(said), Fraction(reference)) == grade


@pytest.mark.parametrize(
    ("numbers", "said", "reason"),
    [
        (Numbers(absolute=0.5), "10.5", "within_tolerance"),
        (Numbers(absolute=0.5), "10.51", "different"),
        (Numbers(relative=0.1), "11", "within_tolerance"),
        (Numbers(relative=0.1), "8.99", "different"),
        (Numbers(absolute=0.5, relative=0.1), "11", "within_tolerance"),
        (Numbers(absolute=2, relative=0.1), "8", "within_tolerance"),
    ],
)
def test_a_tolerance_holds_its_own_edge(numbers: Numbers, said: str, reason: str) -> None:
    assert numbers.compare(Fraction(said), Fraction(10)) == Grade(float(reason != "different"), reason)


def test_without_a_tolerance_the_least_difference_counts() -> None:
    assert Numbers().compare(Fraction(10**90 + 1, 10**90), Fraction(1)) == Grade(0.0, "different")


@pytest.mark.parametrize("tolerance", [-1, float("nan"), float("inf")])
def test_a_tolerance_that_is_no_distance_is_refused(tolerance: float) -> None:
    with pytest.raises(RewardDefinitionError):
        Numbers(absolute=tolerance)


@pytest.mark.parametrize("relative", [1, 1.5, -0.1, float("nan")])
def test_a_share_that_lets_zero_pass_for_the_reference_is_refused(relative: float) -> None:
    with pytest.raises(RewardDefinitionError):
        Numbers(relative=relative)


@given(st.fractions(max_denominator=10**6) | st.integers(-(10**98), 10**99).map(Fraction))
def test_a_rendered_number_reads_as_the_same_number(number: Fraction) -> None:
    text = Numbers().render(f"{number.numerator}/{number.denominator}" if number.denominator > 1 else int(number))

    assert text is not None
    assert read_number(text) == number


@pytest.mark.parametrize("reference", [10**100, -(10**99), 10**150 + 1, "1e-100"])
def test_a_number_of_too_many_digits_for_an_answer_is_not_rendered(reference: object) -> None:
    """It was rendered as a text of over a hundred characters, which ``parse`` takes for no number."""
    assert Numbers().parse_reference(reference)
    assert Numbers().render(reference) is None


def test_no_number_within_the_tolerance_is_hostile() -> None:
    """``-0`` is a text that careless code raises on, but also zero."""
    assert "-0" in Numbers().hostile(1)
    assert "-0" not in Numbers().hostile(0)
    assert "-0" not in Numbers(absolute=1).hostile(1)


def test_a_text_that_is_no_number_is_no_answer_and_earns_the_floor() -> None:
    score = Reward(Numbers()).score(Sample("s", "", "word", 72))

    assert (score.outcome, score.aggregate) == (Outcome.NO_ANSWER, 0.0)
