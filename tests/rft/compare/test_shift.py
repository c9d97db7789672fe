"""Shifts and rank flips, against plain counting."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rft.compare.result import CostDelta, cost_delta, movers
from rft.compare.shift import flips_of, pairs_of, shifts_of
from rft.compare.side import Results
from rft.score.scoring import Asked

REWARDS = st.sampled_from([0.0, 0.25, 0.5, 1.0])
ROWS = st.lists(st.tuples(st.sampled_from("abc"), REWARDS, REWARDS), min_size=1, max_size=16)


def result(at: int, reward: float | None, group: str = "g", **more: Any) -> dict[str, Any]:
    head: dict[str, Any] = {"id": f"r{at}", "at": f"rows.jsonl:{at}", "group": group}
    if reward is None:
        return head | {"fault": "it failed"}
    return head | {
        "outcome": "scored",
        "reward": reward,
        "dimensions": {"correct": reward},
        "reason": "answered",
        **more,
    }


def _sides(rows: list[tuple[str, float, float]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    one = [result(at, before, group) for at, (group, before, _) in enumerate(rows)]
    return one, [result(at, after, group) for at, (group, _, after) in enumerate(rows)]


@given(ROWS)
def test_every_pair_of_a_group_keeps_its_order_or_is_counted(rows: list[tuple[str, float, float]]) -> None:
    found = flips_of(pairs_of(*_sides(rows)))
    flipped = made = broken = pairs = 0
    for at, (group, before, after) in enumerate(rows):
        for other_group, other_before, other_after in rows[:at]:
            if group == other_group:
                pairs += 1
                flipped += (before - other_before) * (after - other_after) < 0
                made += before != other_before and after == other_after
                broken += before == other_before and after != other_after
    assert (found.pairs, found.flipped, found.ties_made, found.ties_broken) == (pairs, flipped, made, broken)
    assert sum(found.by_group.values()) == flipped


@given(ROWS)
def test_a_side_compared_with_itself_changes_nothing(rows: list[tuple[str, float, float]]) -> None:
    one, _ = _sides(rows)
    pairs = pairs_of(one, one)
    shifts, flips = shifts_of(pairs), flips_of(pairs)
    assert (shifts.moved, shifts.largest, flips.flipped, flips.touched, flips.gradient) == (0, 0, 0, 0, 0)
    assert flips.flat[0] == flips.flat[1]


@given(ROWS)
def test_a_linear_change_moves_rewards_and_no_order(rows: list[tuple[str, float, float]]) -> None:
    one, _ = _sides(rows)
    other = [result(at, row["reward"] * 2 - 1, row["group"]) for at, row in enumerate(one)]
    flips = flips_of(pairs_of(one, other))
    assert (flips.flipped, flips.ties_made, flips.ties_broken) == (0, 0, 0)
    assert flips.gradient == pytest.approx(0, abs=1e-9)


def test_faults_are_no_rewards_and_change_the_outcome() -> None:
    one = [result(0, 1.0), result(1, None), result(2, 0.5)]
    other = [result(0, None), result(1, 1.0), result(2, 0.75), result(3, 1.0)]
    found = shifts_of(pairs_of(one, other))
    assert (found.samples, found.up, found.down, found.means) == (1, 1, 0, (0.5, 0.75))
    assert found.outcomes == {("scored", "fault"): 1, ("fault", "scored"): 1}


def test_samples_of_one_line_are_paired_in_order() -> None:
    one = [{**result(0, reward), "id": None} for reward in (0.0, 1.0)]
    other = [{**result(0, reward), "id": None} for reward in (0.5, 1.0)]
    assert [pair.shift for pair in pairs_of(one, other)] == [0.5, 0.0]


def test_both_losers_and_gainers_are_shown() -> None:
    rows = [("g", 1.0, 0.0)] * 20 + [("g", 0.0, 0.25)] * 3 + [("g", 0.5, 0.5)] * 5
    shown = movers(pairs_of(*_sides(rows)), 10)
    assert [pair.shift for pair in shown] == [-1.0] * 7 + [0.25] * 3


def test_the_difference_in_cost_is_told_in_calls_tokens_and_dollars() -> None:
    def side(asked: Asked, judge: str | None = "stand-in", prices: tuple[float, float] | None = (2.0, 10.0)) -> Results:
        return Results([], asked, judge, 1.0, None, prices)

    one, other = Asked(calls=10, input_tokens=1000, output_tokens=100), Asked(calls=30, input_tokens=5000)
    delta = cost_delta((("a", side(one)), ("b", side(other))))
    assert delta is not None
    assert delta == CostDelta(20, 4000, -100, 0.007)
    assert cost_delta((("a", side(one)), ("b", side(other, prices=None)))) == replace(delta, dollars=None)
    verified = side(Asked(), None, None)
    assert cost_delta((("a", verified), ("b", verified))) is None
    assert cost_delta((("a", verified), ("b", side(other)))) == CostDelta(30, 5000, 0, 0.01)
    # A deployed function's replies tell neither calls nor tokens of its judge.
    assert cost_delta((("a", side(one)), ("b", side(Asked(invocations=3))))) is None
