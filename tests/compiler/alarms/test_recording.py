"""Raw values -> statistics a period, against Python's own statistics."""

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.alarms.metric_stat import MetricStat
from compiler.alarms.simulator.recording import Recording

VALUES = st.dictionaries(st.integers(0, 9), st.lists(st.floats(0, 1e6), max_size=5), max_size=10)


def metric(statistic: str, period: int = 60, name: str = "RewardShare") -> MetricStat:
    return MetricStat("NovaReward", name, (("Experiment", "math"),), statistic, period)


@given(values=VALUES, minutes=st.integers(1, 12), end=st.integers(0, 14))
def test_statistics_of_a_sliding_period_are_those_of_the_values_within_it(
    values: dict[int, list[float]], minutes: int, end: int
) -> None:
    recording = Recording({metric("Sum").identity: values})
    inside = [value for minute in range(end - minutes, end) for value in values.get(minute, [])]

    def at(statistic: str) -> float | None:
        return recording.series(metric(statistic, 60 * minutes), [end])[0]

    if not inside:
        assert [at(name) for name in ("Sum", "SampleCount", "Average", "Minimum", "Maximum", "p50")] == [None] * 6
        return
    assert at("SampleCount") == len(inside)
    assert at("Sum") == pytest.approx(sum(inside), abs=1e-6)
    assert at("Average") == pytest.approx(statistics.mean(inside), abs=1e-6)
    assert (at("Minimum"), at("Maximum")) == (min(inside), max(inside))
    assert at("p50") == pytest.approx(statistics.median(inside))
    assert (at("p0"), at("p100")) == (min(inside), max(inside))


@given(st.lists(st.floats(0, 1), min_size=2, max_size=50))
def test_percentiles_are_those_of_the_inclusive_method(values: list[float]) -> None:
    recording = Recording({metric("p95").identity: {0: values}})
    expected = statistics.quantiles(values, n=20, method="inclusive")
    assert recording.series(metric("p5"), [1])[0] == pytest.approx(expected[0])
    assert recording.series(metric("p95"), [1])[0] == pytest.approx(expected[-1])


def test_a_metric_that_was_never_recorded_has_no_datapoints() -> None:
    assert Recording({}).series(metric("Sum"), [1, 2]) == (None, None)


def test_metrics_are_told_apart_by_their_dimensions() -> None:
    other = MetricStat("NovaReward", "RewardShare", (("Experiment", "other"),), "Sum", 60)
    assert Recording({other.identity: {0: [1.0]}}).series(metric("Sum"), [1]) == (None,)


def test_a_percentile_of_negative_values_is_refused_as_cloudwatch_has_none() -> None:
    recording = Recording({metric("p5").identity: {0: [-0.5, 1.0]}})
    with pytest.raises(ValueError, match="no percentiles of negative values"):
        recording.series(metric("p5"), [1])


def test_a_period_below_a_minute_is_refused() -> None:
    with pytest.raises(ValueError, match="multiple of 60"):
        Recording({}).series(metric("Sum", 10), [1])


@pytest.mark.parametrize("statistic", ["average", "p", "p101", "p9.12345678901", "tm90", "IQM", ""])
def test_a_statistic_that_the_simulator_does_not_know_is_refused(statistic: str) -> None:
    with pytest.raises(ValueError, match="expected one of"):
        metric(statistic)
