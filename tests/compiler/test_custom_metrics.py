"""Metrics are paid for, so an experiment with too many of them is refused with the figures."""

import pytest
from reward_runtime import names

from compiler.alarms.monthly_cost import MOST_CUSTOM_METRICS
from compiler.compile import compile_experiment
from compiler.errors import CompileError
from compiler.telemetry.custom_metrics import LONGEST_NAME
from tests.compiler.made_kit import Kit

REWARD = """
from reward_runtime.answers.free_text import AsIs
from reward_runtime.extract import boxed
from reward_runtime.reward import Dimension, Reward

REWARD = Reward(
    AsIs(),
    extract=boxed(),
    dimensions=(
        Dimension("correct", weight=100, score=lambda sample, answer: 1.0, decisive=True),
        *(Dimension(name, score=lambda sample, answer: 1.0) for name in {others}),
    ),
)
"""
ALL: frozenset[names.Needs] = frozenset({"judge", "fallback", "shadow"})


def with_dimensions(kit: Kit, others: list[str], fields: str = "") -> None:
    kit.source("first", REWARD.format(others=others))
    kit.experiment("one", f"reward: first\ndescription: d\n{fields}")
    compile_experiment("one", root=kit.root)


@pytest.mark.parametrize(("fields", "most"), [("", 13), ("shadow: {reward: second}\n", 12)])
def test_an_experiment_has_room_for_so_many_dimensions_and_no_more(kit: Kit, fields: str, most: int) -> None:
    with_dimensions(kit, [f"part{number}" for number in range(most - 1)], fields)

    with pytest.raises(CompileError, match=rf"got {most + 1}, .* 27 \(8.10 USD a month\), expected at most {most} dim"):
        with_dimensions(kit, [f"part{number}" for number in range(most)], fields)


def test_a_judged_reward_with_a_shadow_and_a_neutral_value_has_room_for_five_dimensions() -> None:
    assert len(names.emitted_by(("a", "b", "c", "d", "e"), ALL)) == MOST_CUSTOM_METRICS


@pytest.mark.parametrize("name", ["größe", "x" * (LONGEST_NAME + 1)])
def test_a_dimension_whose_name_no_metric_can_bear_is_refused(kit: Kit, name: str) -> None:
    with pytest.raises(CompileError, match=r"first.py: dimension .* expected at most 251, all ASCII"):
        with_dimensions(kit, [name])
