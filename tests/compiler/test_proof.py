"""A reward compiles only if a wrong answer in perfect form scores clearly below a right one in poor form."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime.answers.free_text import AsIs
from reward_runtime.extract import boxed
from reward_runtime.reward import Dimension, Reward

from compiler.compile import compile_experiment
from compiler.errors import CompileError
from compiler.proof import monotone
from compiler.proof.proof import MARGIN, prove_right_beats_wrong
from tests.compiler.made_kit import Kit

WEIGHTS = st.floats(min_value=1e-6, max_value=1e6)


def reward(correct: float, *others: float, decisive: int = 1) -> Reward[str, object]:
    weights = [correct, *others]
    return Reward(
        AsIs(),
        extract=boxed(),
        dimensions=tuple(
            Dimension(f"d{place}", lambda sample, answer: 1.0, weight, decisive=place < decisive)
            for place, weight in enumerate(weights)
        ),
        floor=-1.0,
        ceiling=1.0,
    )


def failure(of: Reward[str, object], overrides: dict[str, float]) -> str:
    with pytest.raises(CompileError) as error:
        prove_right_beats_wrong(of, overrides, "experiments/x.yaml")
    assert str(error.value).startswith("experiments/x.yaml: ")
    return str(error.value)


@given(WEIGHTS, st.lists(WEIGHTS, max_size=4))
def test_what_is_proved_holds_for_the_rewards_own_aggregate(correct: float, others: list[float]) -> None:
    tried = reward(correct, *others)
    forms = {f"d{place + 1}": 1.0 for place in range(len(others))}
    wrong = tried.aggregate({"d0": 0.0, **forms})
    right = tried.aggregate({"d0": 1.0, **dict.fromkeys(forms, 0.0)})
    try:
        prove_right_beats_wrong(tried, {}, "x")
    except CompileError:
        assert right - wrong < 2 * MARGIN
    else:
        assert right - wrong >= 2 * MARGIN - 1e-6


def test_the_counter_example_gives_both_scores_in_the_rewards_range() -> None:
    assert failure(reward(0.8, 0.2), {"d1": 1.2}) == (
        "experiments/x.yaml: weights: a wrong answer in perfect form scores 0.2 "
        "and a right answer in poor form -0.2 (range -1 to 1), expected the right one "
        "to lead by at least 10% of the range; "
        "raise the weight of 'd0' from 0.8 to 1.467 or more, or lower the others (together 1.2)"
    )


def test_the_weight_that_the_message_asks_for_is_enough() -> None:
    advised = re.search(r"to ([0-9.]+) or more", failure(reward(0.5, 0.5, 0.5), {}))
    assert advised
    prove_right_beats_wrong(reward(0.5, 0.5, 0.5), {"d0": float(advised[1])}, "x")


def test_a_lead_of_exactly_the_margin_is_enough() -> None:
    prove_right_beats_wrong(reward(0.55, 0.45), {}, "x")
    assert "expected the right one to lead" in failure(reward(0.54, 0.46), {})


def test_a_lone_decisive_dimension_is_enough() -> None:
    prove_right_beats_wrong(reward(1.0), {}, "x")


def test_every_unknown_weight_is_named_with_the_known_ones() -> None:
    found = failure(reward(0.8, 0.2), {"d0": 1.0, "d00": 1.0, "zzz": 1.0}).splitlines()
    assert found == [
        "experiments/x.yaml: weights: got 'd00', expected a dimension of the reward; did you mean 'd0'? known: d0, d1",
        "experiments/x.yaml: weights: got 'zzz', expected a dimension of the reward; known: d0, d1",
    ]


@pytest.mark.parametrize("weight", [0.0, -1.0, float("nan"), float("inf"), 1e308, 1e-308])
def test_a_weight_out_of_bounds_is_refused_before_it_is_summed(weight: float) -> None:
    assert "expected a number from 0.000001 to 1000000" in failure(reward(0.8, 0.2), {"d0": weight, "d1": weight})


@pytest.mark.parametrize("weights", [(1e6, 1.0), (1.0, 1e-6)])
def test_the_bounds_of_a_weight_are_weights(weights: tuple[float, float]) -> None:
    prove_right_beats_wrong(reward(*weights), {}, "x")


@pytest.mark.parametrize(("decisive", "named"), [(0, "got none"), (2, "got d0, d1")])
def test_exactly_one_dimension_is_decisive(decisive: int, named: str) -> None:
    assert f"decisive dimensions: {named}, expected exactly one" in failure(reward(1, 0.1, decisive=decisive), {})


def test_a_reward_that_pays_for_form_does_not_compile(kit: Kit) -> None:
    kit.reward("first", correct=0.2)
    with pytest.raises(CompileError, match=r"^experiments/one.yaml: weights: a wrong answer in perfect form"):
        compile_experiment("one", root=kit.root)


def composed(formula: str = "", allow_inversion: str = "", **requires: dict[str, float]) -> Reward[str, object]:
    """Three dimensions, ``right`` decisive, in the range 0..1."""
    return Reward(
        AsIs(),
        extract=boxed(),
        dimensions=tuple(
            Dimension(name, lambda sample, answer: 1.0, decisive=name == "right", requires=requires.get(name, {}))
            for name in ("right", "form", "short")
        ),
        formula=formula,
        allow_inversion=allow_inversion,
    )


SOUND = [
    "0.7 * right + 0.2 * form + 0.1 * short",
    "right * (0.6 + 0.4 * min(form, short))",
    "max(0.6 * right, 0.5 * right + 0.1 * form * short) + 0.2 * min(right, form)",
    "0.8 * right + 0.2 * (1 - (1 - form) * (1 - short))",
    "0.6 * right + 0.2 * form + 0.2 * short - 0.1 * min(form, short)",
]


@pytest.mark.parametrize("formula", SOUND)
@given(values=st.lists(st.floats(0, 1), min_size=4, max_size=4))
def test_a_proved_formula_never_falls_and_keeps_right_above_wrong(formula: str, values: list[float]) -> None:
    tried = composed(formula)
    prove_right_beats_wrong(tried, {}, "x")
    form, short, more_form, more_short = values
    wrong = tried.aggregate({"right": 0.0, "form": form, "short": short})
    right = tried.aggregate({"right": 1.0, "form": more_form, "short": more_short})
    assert wrong < right
    higher = {"right": 0.0, "form": max(form, more_form), "short": max(short, more_short)}
    assert wrong <= tried.aggregate(higher) + 1e-9


@pytest.mark.parametrize(
    ("formula", "says"),
    [
        ("right - 0.2 * form * short", "the score falls when 'form' rises: with right=0.5, form=0, short=0.5"),
        ("right * (1 - min(form, short))", "the score falls when 'form' rises"),
        ("right * right - 0.9 * right * (1 - right) + 0 * form * short", "the score falls when 'right' rises"),
        ("0.4 * right + 0.3 * form + 0.3 * short", "a wrong answer in perfect form scores 0.6 and a right answer in"),
        ("right + form * short", "got a share from 0 to 2, expected 0 to 1"),
        ("right * form * short", "experiments/x.yaml: formula: a wrong answer in perfect form scores 0 and"),
        ("0.5 + 0 * right * form * short", "expected the right one to lead"),
    ],
)
def test_a_formula_is_refused_with_the_point_where_it_fails(formula: str, says: str) -> None:
    assert says in failure(composed(formula), {})


def test_a_formula_that_cannot_be_decided_is_refused_and_not_taken_on_trust(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its slope along ``form`` touches zero at one half, which bounds show only in small boxes."""
    cube = "(form - 0.5) * (form - 0.5) * (form - 0.5)"
    tried = composed(f"0.5 * right + 0.1 * short + 0.1 + 0.2 * {cube}")
    prove_right_beats_wrong(tried, {}, "x")
    monkeypatch.setattr(monotone, "MOST_BOXES", 3)

    assert "cannot prove that it never falls" in failure(tried, {})


@pytest.mark.parametrize(
    "formula",
    [
        "0.1 * right - 0.000000001 * right + 0 * form * short",
        "0.5 * right - 0.000000001 + 0 * form * short",
        "0.5 * right + 0.5 * form * right + 0.000000001 + 0 * short",
    ],
)
def test_a_billionth_is_rounding_whether_of_the_lead_or_of_the_range(formula: str) -> None:
    prove_right_beats_wrong(composed(formula), {}, "x")


def test_a_requirement_takes_what_a_wrong_answer_could_farm() -> None:
    gate = {"right": 0.5}
    prove_right_beats_wrong(composed(form=gate, short=gate), {}, "x")

    assert composed(form=gate, short=gate).aggregate({"right": 0.0, "form": 1.0, "short": 1.0}) == 0.0
    assert "let the others require it" in failure(composed(form=gate), {"form": 5.0, "short": 5.0})


def test_a_decisive_dimension_that_requires_form_is_refused() -> None:
    assert "expected the right one to lead" in failure(composed(right={"form": 0.5}), {"right": 100.0})


def test_an_inversion_is_let_through_only_with_a_sentence() -> None:
    formula = "0.1 * right + 0.9 * form + 0 * short"

    assert "say why a wrong answer" in failure(composed(formula, allow_inversion="because"), {})
    assert "got '    it is so        ' (str)" in failure(composed(formula, allow_inversion="    it is so        "), {})
    prove_right_beats_wrong(composed(formula, allow_inversion="Twenty characters ok"), {}, "x")
    prove_right_beats_wrong(composed(formula, allow_inversion="A study of form alone, no job trains on it."), {}, "x")


def test_weights_for_a_formula_are_refused() -> None:
    assert "expected none, because the reward has the formula" in failure(composed(SOUND[0]), {"form": 2.0})
