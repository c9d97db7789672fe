"""``WorkedNumbers``: the equations of a solution, and a solution rendered from them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime.answers.kind import Grade
from reward_runtime.answers.numbers import (
    MAX_STEPS,
    Equation,
    Numbers,
    Worked,
    WorkedNumbers,
    equations,
    read_number,
    true_equations,
)
from reward_runtime.errors import RowFault
from reward_runtime.samples import MISSING

FORM = "<|begin_of_solution|>\\boxed{%s}<|end_of_solution|>"
WORKED = WorkedNumbers()


def test_a_reference_is_its_answer_and_its_true_steps() -> None:
    steps = (Equation("48/2", Fraction(24), True), Equation("48+24", Fraction(72), True))

    read = WORKED.parse_reference
    assert read("48/2 = 24, 1+1 = 3, 48 + 24 = 72\n#### 72") == Worked(Fraction(72), steps)
    assert read({"answer": "48/2=24\n#### 24"}) == Worked(Fraction(24), steps[:1])
    assert read(72) == Worked(Fraction(72))


@pytest.mark.parametrize(("reference", "code"), [(MISSING, "no_reference"), ("1+1 = 2, so", "no_number")])
def test_a_row_at_fault_is_told_by_its_code(reference: object, code: str) -> None:
    with pytest.raises(RowFault) as fault:
        WORKED.parse_reference(reference)
    assert fault.value.code == code


def test_an_answer_is_compared_with_the_number_alone() -> None:
    reference = WORKED.parse_reference("48/2 = 24\n#### 24")

    assert WORKED.compare(Fraction(24), reference) == Grade(1.0, "equal")
    assert WORKED.compare(Fraction(48), reference) == Grade(0.0, "different")


def test_the_number_is_read_and_compared_as_the_kind_says() -> None:
    worked = WorkedNumbers(Numbers(absolute=1, keys=("n",)))

    assert worked.parse_reference({"answer": 5, "n": "1+1 = 2\n#### 9"}).answer == 9
    assert worked.compare(Fraction(8), Worked(Fraction(9))) == Grade(1.0, "within_tolerance")
    assert worked.parse("1,000") == worked.normalize("1000.0") == 1000
    assert worked.normalize("Word") is None


def test_a_worked_reference_is_rendered_step_by_step() -> None:
    assert WORKED.render("1/2 = 0.5\n3-5 = -2\n#### 0.25") == "1/2 = 0.5\n3-5 = -2\n" + FORM % "0.25"
    assert WORKED.render("1/3") == FORM % "1/3"
    assert WORKED.render("-1/20") == FORM % "-0.05"
    assert WORKED.render("1e-30") == FORM % f"0.{'0' * 29}1"
    assert WORKED.render("1e-31") == FORM % f"1/{10**31}"


@given(st.fractions(max_denominator=10**6))
def test_a_rendered_solution_gives_the_same_number(number: Fraction) -> None:
    before, _, after = FORM.partition("%s")
    rendered = WORKED.render(f"{number.numerator}/{number.denominator}")

    assert rendered is not None
    assert rendered.startswith(before)
    assert read_number(rendered.removeprefix(before).removesuffix(after)) == number


def test_a_number_of_too_many_digits_for_an_answer_is_not_rendered() -> None:
    assert WORKED.parse_reference(10**150).answer == 10**150
    assert WORKED.render(10**150) is None


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


def test_a_rounded_result_is_true_to_its_decimals() -> None:
    assert [e.true for e in equations("10/3 = 3.33; 20/3 = 6.66; 11/2 = 6")] == [True, False, False]


@pytest.mark.parametrize("text", ["(1+1 = 2", "1+1 = 2,22,2", "= 2", "1+1 =", "1+1 = x", "24 = 24"])
def test_a_text_that_is_no_equation_is_passed_over(text: str) -> None:
    assert list(equations(text)) == []


@pytest.mark.parametrize("text", ["1+1 = 2, 2+1 = 3", "1+1 = 2. 2+1 = 3", "(1+1 = 2), 2+1 = 3"])
def test_a_sentence_before_an_equation_is_no_part_of_it(text: str) -> None:
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
