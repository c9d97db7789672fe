"""Numbers, axes, legends, histogram, judges and the reasons for missing lines, each by itself."""

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from compiler.alarms.expression.parser import parse
from rft.dashboard.absence import enough, of_expression, of_metric
from rft.dashboard.histogram import histogram
from rft.dashboard.judges import judges_of
from rft.dashboard.legend import legend
from rft.dashboard.series import ChartLine
from rft.insights.events import LogEvent
from rft.page.axis import number_axis, time_axis
from rft.page.figures import cell, figure, short

MINUTE = 60_000
MORNING = 1_800_000_000_000 - 1_800_000_000_000 % (24 * 60 * MINUTE) + 8 * 60 * MINUTE


@pytest.mark.parametrize(
    ("value", "said"),
    [(0.5249999999999999, "0.525"), (0.0, "0"), (-0.0, "0"), (1 / 3, "0.3333"), (22961.0, "22961"), (-1, "-1")],
)
def test_a_figure_has_four_digits(value: float, said: str) -> None:
    assert figure(value) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0.5249999999999999", "0.525"),
        ("0.0", "0"),
        ("12345", "12345"),
        ("eef4766ef3c0", "eef4766ef3c0"),
        ("1e9", "1e9"),
        ("10.0.0.1", "10.0.0.1"),
        ("2027-01-15 11:27:05.000", "2027-01-15 11:27:05"),
        ("2027-01-15 11:27:05.001", "2027-01-15 11:27:05.001"),
    ],
)
def test_a_cell_changes_only_if_it_is_a_decimal_number_or_a_moment(text: str, said: str) -> None:
    assert cell(text) == said


@given(low=st.floats(-1e12, 0), high=st.floats(0, 1e12), fixed=st.booleans())
@example(low=-5e-324, high=6.0, fixed=False)
@example(low=-1.00000000001e-5, high=5e-324, fixed=False)
def test_ticks_are_round_in_order_and_all_different(low: float, high: float, fixed: bool) -> None:
    axis = number_axis(low, high, fixed=fixed)
    assert axis.low < axis.high
    unseen = 1e-8 * (axis.high - axis.low)
    assert fixed or axis.low - unseen <= low <= high <= axis.high + unseen
    labels = [label for _, label in axis.ticks]
    assert len(labels) == len(set(labels))
    values = [value for value, _ in axis.ticks]
    assert len(values) <= 7
    assert values == sorted(set(values))
    for before, after in pairwise(values):
        digits = f"{after - before:.6e}".partition("e")[0]
        assert float(digits) in (1, 2, 2.5, 5)


def test_thousands_are_short() -> None:
    assert [label for _, label in number_axis(0, 47_200).ticks] == ["0", "10k", "20k", "30k", "40k", "50k"]
    assert short(2_500_000) == "2.5M"


@pytest.mark.parametrize(
    ("minutes", "labels"),
    [
        (1, ["08:00", "08:10", "08:20", "08:30"]),
        (210, ["08:00", "09:00", "10:00", "11:00"]),
        (17 * 60, ["12:00", "18:00", "16 Jan"]),
    ],
)
def test_ticks_of_time_are_on_the_clock(minutes: int, labels: list[str]) -> None:
    assert [label for _, label in time_axis(MORNING, MORNING + minutes * MINUTE).ticks] == labels


@given(st.integers(0, 10**13), st.integers(1, 200_000))
def test_no_tick_of_time_repeats_another(start: int, minutes: int) -> None:
    axis = time_axis(start, start + minutes * MINUTE)
    assert axis.low <= start
    assert axis.high >= start + minutes * MINUTE
    labels = [label for _, label in axis.ticks]
    assert 1 <= len(labels) <= 6
    assert minutes > 1440 or len(labels) == len(set(labels))
    assert all(before != after for before, after in pairwise(labels))


def line(label: str, *values: float, absence: str = "") -> ChartLine:
    return ChartLine(label, tuple((at * 300_000, value) for at, value in enumerate(values, 1)), 300_000, False, absence)


def test_equal_lines_are_told_apart() -> None:
    first, second, third, crossing = legend([line("a", 1, 2), line("b", 1, 2), line("c", 3, 4), line("d", 1, 9)])
    assert "dashed" not in first.classes
    assert (second.note, "dashed" in second.classes) == ("equal to a", True)
    assert (third.note, "dashed" in third.classes) == ("", False)
    assert (crossing.note, "dashed" in crossing.classes) == ("", True)
    assert second.latest == "2"


def test_a_line_without_points_gives_its_reason() -> None:
    (entry,) = legend([line("a", absence="fewer than 9 samples in 5 minutes")])
    assert entry.note == "fewer than 9 samples in 5 minutes"


def test_too_few_samples_are_the_reason_only_if_there_are_samples() -> None:
    tree, absent = parse("IF(n >= 256, p95 - p5)"), {"n": "none", "p95": "none", "p5": "none"}
    some: Any = {"n": (160.0, None), "p95": (1.0, None), "p5": (0.0, None)}
    never: Any = dict.fromkeys(some, (None, None))
    assert enough(tree) == 256
    assert of_expression(tree, some, absent, 300) == "fewer than 256 samples in 5 minutes"
    assert of_expression(tree, never, absent, 300) == "none"
    assert enough(parse("a + b")) is None


def test_every_metric_has_a_true_reason() -> None:
    assert "one prompt" in of_metric("NovaReward", "GroupFlat")
    assert "each canary" in of_metric("NovaReward", "JudgeFalsePositive")
    assert "by this log, no invocation failed" in of_metric("NovaReward/math", "FailedMillis")
    assert "CloudWatch alone" in of_metric("AWS/Lambda", "Throttles")


def sample(reward: object, outcome: str = "scored", stands_for: object = 1) -> LogEvent:
    told = {"aggregate_reward_score": reward, "outcome": outcome, "stands_for": stands_for}
    return LogEvent(0, json.dumps({"event": "sample", **told}))


def test_a_line_counts_as_the_samples_that_it_stands_for_and_a_mere_fault_as_none() -> None:
    odd = [sample(0.9, stands_for=each) for each in (0, float("inf"), float("nan"), -1, "x", None)]
    drawn = histogram(
        [sample(0.0, stands_for=20), sample(1.0, stands_for=20.0), sample(1.0, stands_for=1 / 0.03), *odd]
    )
    assert drawn is not None
    assert (drawn.samples, drawn.outcomes[0][2]) == (73, 73)
    assert drawn.mean == "0.7273"


@given(st.lists(st.floats(-3, 3), min_size=1, max_size=40))
def test_every_sample_stands_in_one_bar(rewards: list[float]) -> None:
    drawn = histogram([sample(reward) for reward in rewards])
    assert drawn is not None
    bars = [int(part.partition(",")[0]) for part in drawn.svg.split("samples: ")[1:]]
    assert sum(bars) == len(rewards) == drawn.samples
    assert drawn.mean == figure(sum(rewards) / len(rewards))


def test_a_reward_on_an_edge_belongs_above_it() -> None:
    drawn = histogram([sample(0.15), sample(0.15), sample(0.55)])
    assert drawn is not None
    assert "reward 0.15 to 0.2\nsamples: 2, 66.67 %" in drawn.svg
    assert "reward 0.55 to 0.6\nsamples: 1, 33.33 %" in drawn.svg


def test_outcomes_are_counted_and_lines_of_anything_are_passed_over() -> None:
    broken = [sample("x"), sample(None), sample(float("nan")), sample(1, "new"), LogEvent(0, '"event": "sample"')]
    drawn = histogram([sample(0.0, "no_answer"), sample(1.0), *broken])
    assert drawn is not None
    assert [(name, count) for name, _, count in drawn.outcomes] == [("scored", 1), ("no_answer", 1)]
    assert histogram(broken) is None


def judged(judge: str) -> LogEvent:
    return LogEvent(0, json.dumps({"event": "judge", "judge": judge}))


def test_the_page_names_who_judged() -> None:
    nova, stand_in = judged("us.amazon.nova-2-lite-v1:0#a532cdad"), judged("stand-in judge for us.amazon.x#a532cdad")
    assert judges_of([]).said == ""
    assert judges_of([nova, nova]).said == "Judged by us.amazon.nova-2-lite-v1:0."
    assert judges_of([stand_in]).said.startswith("Judged by the stand-in judge")
    assert "us.amazon" not in judges_of([stand_in]).said
    both = judges_of([nova, stand_in])
    assert both.stood_in
    assert both.said.startswith("Judged in part by us.amazon.nova-2-lite-v1:0. The rest: Judged by the stand-in judge")
