"""Credit for right steps, and what earns none."""

from fractions import Fraction

import pytest
from reward_runtime.answers.numbers import Worked, equations, value_of
from reward_runtime.answers.numbers.steps import right_steps
from reward_runtime.extract import Answer
from reward_runtime.samples import Sample

REFERENCE = "48/2 = <<48/2=24>>24 clips.\n48 + 24 = <<48+24=72>>72 clips.\n#### 72"
BOTH = "She sold 48/2 = 24 in May and 48 + 24 = 72 in all."


def steps(response: str, reference: str = REFERENCE) -> float:
    given = right_steps(Sample("s", "", response, Worked.read(reference)), Answer("72", "rule", (0, 2)))
    return given.value


@pytest.mark.parametrize(
    ("response", "share"),
    [
        (BOTH, 1),
        (REFERENCE, 1),
        ("48 \u00f7 2 = $24", 0.5),
        ("48+24=72, and 48/2=24", 0.5),
        ("48/2 = 24, again 48/2 = 24", 0.5),
        ("24 and 72", 0),
        ("24 = 24", 0),
        ("48/2 = 25", 0),
        (BOTH + " 2+2=5", 0.5),
    ],
)
def test_each_true_step_counts_once_and_in_order(response: str, share: float) -> None:
    assert steps(response) == share


def test_listing_every_result_does_not_raise_the_score() -> None:
    spam = " ".join(f"{n}+0={n}." for n in range(1, 150))

    assert steps(spam) < 0.05
    assert steps(BOTH + spam) < steps(BOTH)


@pytest.mark.parametrize("noise", ["=" * 100_000, "(" * 100_000 + "=1", "1+" * 50_000 + "=1", "9" * 5000 + "+1=2"])
def test_noise_is_no_step_and_no_failure(noise: str) -> None:
    assert steps(noise) == 0


@pytest.mark.parametrize(
    ("text", "value"),
    [("2*(3+4)", "14"), ("-3+5", "2"), ("1,000/4", "250"), ("2x3\u00d74", "24"), ("50%*8", "4"), ("7/2/2", "7/4")],
)
def test_arithmetic_is_exact(text: str, value: str) -> None:
    assert value_of(text) == Fraction(value)


@pytest.mark.parametrize("text", ["1/0", "", "(", ")", "1+", "2**3", "()", "(" * 40 + "1" + ")" * 40, "1 2", "9" * 101])
def test_what_is_no_arithmetic_has_no_value(text: str) -> None:
    assert value_of(text) is None


def test_a_rounded_result_is_true_to_its_decimals() -> None:
    assert [e.true for e in equations("10/3 = 3.33; 20/3 = 6.66; 11/2 = 6")] == [True, False, False]


def test_a_reference_without_steps_asks_for_none() -> None:
    assert steps("no work", "72") == 1
