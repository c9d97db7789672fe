"""``Worked``: the equations of a solution, and a solution written from them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime.answers.numbers import MAX_STEPS, Equation, Worked, equations, read_number, true_equations

FORM = "<|begin_of_solution|>\\boxed{%s}<|end_of_solution|>"


def test_a_reference_is_its_answer_and_its_true_steps() -> None:
    steps = (Equation("48/2", Fraction(24), True), Equation("48+24", Fraction(72), True))

    assert Worked.read("48/2 = 24, 1+1 = 3, 48 + 24 = 72\n#### 72") == Worked(Fraction(72), steps)
    assert Worked.read({"answer": "48/2=24\n#### 24"}) == Worked(Fraction(24), steps[:1])
    assert Worked.read(72) == Worked(Fraction(72))


def test_a_worked_answer_is_written_step_by_step() -> None:
    worked = Worked.read("1/2 = 0.5\n3-5 = -2\n#### 0.25")

    assert worked.written() == "1/2 = 0.5\n3-5 = -2\n" + FORM % "0.25"
    assert Worked(Fraction(1, 3)).written() == FORM % "1/3"
    assert Worked(Fraction(-1, 20)).written() == FORM % "-0.05"
    assert Worked(Fraction(1, 10**30)).written() == FORM % f"0.{'0' * 29}1"
    assert Worked(Fraction(1, 10**31)).written() == FORM % f"1/{10**31}"


@given(st.fractions(max_denominator=10**6))
def test_what_is_written_reads_as_the_same_number(number: Fraction) -> None:
    before, _, after = FORM.partition("%s")
    written = Worked(number).written()

    assert written.startswith(before)
    assert read_number(written.removeprefix(before).removesuffix(after)) == number


@pytest.mark.parametrize(
    ("text", "left", "right", "true"),
    [
        ("that is (of both). 48/2 = 24", "48/2", "24", True),
        ("that is (of both) 48/2 = 24", "48/2", "24", True),
        ("as y,48/2 = 24", "48/2", "24", True),
        ("so, 2*(3+4) = 14", "2*(3+4)", "14", True),
        ("$48 / $2 = $24", "48/2", "24", True),
        ("3-5 = -2", "3-5", "-2", True),
        ("3-5 = $-2", "3-5", "-2", True),
        ("3-5 = -$2", "3-5", "-2", True),
        ("3-5 = 2", "3-5", "2", False),
        ("10/3 = 3.3", "10/3", "3.3", False),
        ("1/8 = 0.13", "1/8", "0.13", True),
        ("1/8 = 0.12", "1/8", "0.12", True),
        ("1/8 = 0.14", "1/8", "0.14", False),
        ("1/9 = 0.116", "1/9", "0.116", False),
    ],
)
def test_an_equation_is_its_sides_and_whether_they_agree(text: str, left: str, right: str, true: bool) -> None:
    assert list(equations(text)) == [Equation(left, Fraction(right), true)]


@pytest.mark.parametrize("text", ["(1+1 = 2", "1+1 = 2,22,2", "= 2", "1+1 =", "1+1 = x", "1+1 = 2/3", "24 = 24"])
def test_what_is_no_equation_is_passed_over(text: str) -> None:
    assert list(equations(text)) == []


@pytest.mark.parametrize("text", ["1+1 = 2, 2+1 = 3", "1+1 = 2. 2+1 = 3", "(1+1 = 2), 2+1 = 3"])
def test_what_a_sentence_has_before_an_equation_is_no_part_of_it(text: str) -> None:
    """``24, 48 + 24 = 72`` was 24.48 + 24, which is not 72, and so took a step away."""
    assert [(found.left, found.true) for found in equations(text)][-1] == ("2+1", True)


def test_a_point_before_the_first_digit_belongs_to_the_number() -> None:
    """``.5*4 = 2`` was 5*4, which is not 2."""
    assert list(equations("so .5*4 = 2")) == [Equation(".5*4", Fraction(2), True)]
    assert list(equations("that is it.5*4 = 20")) == [Equation("5*4", Fraction(20), True)]


def test_each_left_side_counts_once() -> None:
    assert len(list(equations("1+1 = 2, 1 + 1 = 2, 1+1 = 3, 2+1 = 3"))) == 2


def test_a_bounded_number_of_equals_signs_is_looked_at() -> None:
    text = " ".join(f"{n}+1 = {n + 1};" for n in range(MAX_STEPS + 1))

    assert len(list(true_equations(text))) == MAX_STEPS
