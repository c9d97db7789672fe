"""``Formula``: arithmetic over the dimensions and nothing else, so that its text can be evaluated."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime.errors import RewardDefinitionError
from reward_runtime.formula import Formula

WORTH = {
    "x": 0.25, "1 - y": 0.5, "-x + y": 0.25, "x * y": 0.125, "x * -y": -0.125, "min(x, y)": 0.25, "max(x, y)": 0.5,
    "max(0, x, min(y, 0.4, 1))": 0.4, "(x + y) * 2": 1.5, "1e-1 + x": 0.35, "3": 3.0, ".5": 0.5, "min(x, -y)": -0.5,
    "1.7976931348623157e308 * x": 1.7976931348623157e308 / 4,
}  # fmt: skip
REFUSED = [
    "", " ", "(x", "x y", "x;y", "x.real", "x + y.real", "x.real + y", "x.real * y.real", "-x.real", "x ** y", "x / y",
    "x // y", "x % y", "x @ y", "x << y", "x.real ** y", "x ** y.real", "x ** y + x", "x + y ** x", "+x", "~x", "not x",
    "~x.real", "-[1]", "-'a'", "-~x", "min(x)", "min()", "min(x, y.real)", "min(x.real, y)", "max(x, y, key=x)",
    "min(*x, y)", "abs(x, y)", "pow(x, y)", "x.min(x, y)", "x(x, y)", "1j", "True", "False", "None", "...", "1e999",
    "'a'", "b'a'", "f'{x}'", "x if y else x", "lambda: x", "[x]", "x[0]", "{x}", "(x, y)", "x < y", "x and y", "x := y",
    "(x := y)", "[x for x in y]", "await x", "__import__('os')", "min", "x + min", "max * x", "-max", "min(x, max)",
    "x\0", "\ud800", "1" + "0" * 400, "x * 1" + "0" * 400, "(" * 240 + "x" + ")" * 240,
]  # fmt: skip


@pytest.mark.parametrize(("text", "worth"), WORTH.items())
def test_arithmetic_has_its_value(text: str, worth: float) -> None:
    assert Formula(text)({"x": 0.25, "y": 0.5}) == pytest.approx(worth, rel=1e-15)


@pytest.mark.parametrize("text", REFUSED)
def test_any_other_text_is_refused_and_quoted_and_never_evaluated(text: str) -> None:
    with pytest.raises(RewardDefinitionError) as error:
        Formula(text)({"x": 0.25, "y": 0.5})
    assert str(error.value) == (
        f"formula: got {text!r}, expected numbers, names of dimensions, + - * ( ), min(a, b, ...) and max(a, b, ...)"
    )


def test_min_without_its_brackets_is_no_value() -> None:
    """It passed the check as a name that is not a dimension, and ended in a TypeError when a sample was scored."""
    with pytest.raises(RewardDefinitionError, match="expected numbers"):
        Formula("x + 0 * min").check(["x"])


def test_a_product_of_whole_numbers_too_large_for_a_float_is_infinite() -> None:
    """It raised an OverflowError, in the compiler and in the function."""
    assert Formula(f"{10**200} * {10**200} * x")({"x": 0.5}) == float("inf")


def test_a_formula_has_at_most_five_hundred_characters() -> None:
    assert Formula("x" + " " * 499).tree
    with pytest.raises(RewardDefinitionError, match="formula: got 501 characters, expected at most 500"):
        assert Formula("x" + " " * 500).tree


def test_a_formula_names_every_dimension_and_no_other() -> None:
    Formula("min(x, y) + x").check(["y", "x"])
    for names, told in ((["x"], r"\['x'\]"), (["x", "y", "z"], r"\['x', 'y', 'z'\]")):
        with pytest.raises(RewardDefinitionError, match=rf"the names \['x', 'y'\], expected each dimension: {told}$"):
            Formula("x + y").check(names)


@pytest.mark.parametrize("name", ["min", "max"])
def test_no_dimension_may_have_the_name_of_a_function(name: str) -> None:
    with pytest.raises(RewardDefinitionError, match="a dimension named min or max"):
        Formula(f"{name} + x").check([name, "x"])


@given(st.text(alphabet="xy01.e+-*(), minax[]:=~\n", max_size=40))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    try:
        Formula(text).check(["x", "y"])
    except RewardDefinitionError:
        return
    assert isinstance(Formula(text)({"x": 0.25, "y": 0.5}), float)
