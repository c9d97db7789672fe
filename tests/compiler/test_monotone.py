"""A formula is proved never to fall only if it never falls; a fall that is found is one."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime.formula import Formula

from compiler.proof import monotone
from compiler.proof.monotone import Fall, Undecided, find_fall

RISING = [
    "x", "x - 0.000000001 * y", "0 - (0 - x)", "-(-x)", "-x * -1", "2 - -x", "x * y",
    "(x - 1) * (1 - y) + x + 1 - y + y", "max(x, y)", "min(x, 2 - y)", "min(2 - y, x)", "max(x, -y)",
    "max(-y, x)", "min(x, 1.5, 2 - y)", "max(x, 0 - y, -1 - y)", "x * max(0, y)", "min(3 - x, 1 + x)", "min(x, y)",
    "max(-1 - x, x - 0.5)",
]  # fmt: skip
FALLING = [
    ("-x", "x"), ("1 - x", "x"), ("y - x", "x"), ("0.5 * x - y * 0.001", "y"), ("x * (0 - y) + x", "y"),
    ("(0 - x) * y", "x"), ("(x - 0.9) * y", "y"), ("y * (x - 0.9)", "y"), ("min(1 - y, x)", "y"),
    ("min(x, 1 - y)", "y"), ("max(0.5 - y, x)", "y"), ("max(x, 0.5 - y)", "y"), ("min(0 - y, x)", "y"),
    ("min(x, 0 - y)", "y"), ("max(2 - y, x)", "y"), ("max(x, 2 - y)", "y"), ("min(x, y) - 0.5 * max(x, y)", "x"),
    ("min((x - 0.5) * (x - 0.5), 0.2)", "x"), ("min(0.2, (x - 0.5) * (x - 0.5))", "x"), ("min(x - 0.5, y) * z", "z"),
    ("min(y, x - 0.5) * z", "z"), ("x - 0.00000001 * y", "y"),
    ("x * x * x * x - x * x * x + 0.3 * x * x - 0.01 * x", "x"),
]  # fmt: skip


def decided_at_once(monkeypatch: pytest.MonkeyPatch, text: str, names: str = "xy") -> Fall | Undecided | None:
    monkeypatch.setattr(monotone, "MOST_BOXES", 1)
    return find_fall(Formula(text), names)


@pytest.mark.parametrize("text", RISING)
def test_a_formula_whose_slopes_are_seen_at_once_is_proved_in_one_box(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert decided_at_once(monkeypatch, text) is None


@pytest.mark.parametrize(("text", "dimension"), FALLING)
def test_a_fall_is_two_points_that_differ_in_one_dimension(text: str, dimension: str) -> None:
    formula = Formula(text)
    fall = find_fall(formula, sorted({"x", "y", "z"} & set(text)))

    assert isinstance(fall, Fall)
    assert fall.dimension == dimension
    assert fall.low[dimension] < fall.high[dimension]
    assert {**fall.low, dimension: 0.0} == {**fall.high, dimension: 0.0}
    assert formula(fall.high) < formula(fall.low)


def test_a_fall_no_larger_than_rounding_is_no_fall() -> None:
    assert find_fall(Formula("x * x - x * x - 0.000000001 * x"), "x") == Undecided()


TERMS = st.recursive(
    st.sampled_from(["x", "y", "0.3", "0.5", "1", "0.7 * x", "0.5 * y"]),
    lambda term: st.one_of(
        st.tuples(term, st.sampled_from("+-*"), term).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        st.tuples(st.sampled_from(["min", "max"]), term, term).map(lambda t: f"{t[0]}({t[1]}, {t[2]})"),
        term.map(lambda t: f"(-{t})"),
    ),
    max_leaves=8,
)


@given(TERMS, st.integers())
def test_what_is_proved_never_falls_between_any_two_points(text: str, seed: int) -> None:
    formula, chance = Formula(text), random.Random(seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(monotone, "MOST_BOXES", 60)
        if find_fall(formula, "xy") is not None:
            return
    for _ in range(50):
        low = {"x": chance.random(), "y": chance.random()}
        name = chance.choice("xy")
        high = {**low, name: chance.uniform(low[name], 1.0)}
        assert formula(high) >= formula(low) - 1e-8
