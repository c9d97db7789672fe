"""An alarm that CloudWatch refuses, or evaluates otherwise than it reads, is refused before it is deployed."""

import dataclasses
from typing import Any

import pytest

from compiler.alarms.alarm_name import AlarmName
from compiler.alarms.composite_alarm import CompositeAlarm, any_of, in_alarm
from compiler.alarms.limits import check_composite, check_metric_alarm
from compiler.alarms.metric_alarm import Comparison, Heard, MetricAlarm
from compiler.alarms.metric_stat import MetricStat


def metric(name: str = "RewardShare", statistic: str = "Average", period: int = 300) -> MetricStat:
    return MetricStat("NovaReward", name, (("Experiment", "math"),), statistic, period)


GOOD = MetricAlarm(
    label="math",
    name=AlarmName.ZERO_SHARE,
    summary="It means something.",
    runbook="Do something.",
    query="cost",
    heard=Heard.SERVICE,
    metrics=(("n", metric(statistic="SampleCount")), ("share", metric())),
    expression="IF(n >= 256, share)",
    comparison=Comparison.ABOVE,
    threshold=0.9,
    datapoints=2,
    periods=3,
)
DAILY = (("n", metric(period=86_400)), ("share", metric(period=86_400)))


def with_period(period: int) -> tuple[tuple[str, MetricStat], ...]:
    return tuple((id_, dataclasses.replace(found, period=period)) for id_, found in GOOD.metrics)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"metrics": with_period(10)},
        {"metrics": with_period(300), "periods": 288},
        {"metrics": DAILY, "periods": 7},
        {"expression": "FILL(n, 0) + share"},
        {"expression": "DIFF(n) + share"},
    ],
)
def test_an_alarm_within_the_limits_passes(changes: dict[str, Any]) -> None:
    check_metric_alarm(dataclasses.replace(GOOD, **changes))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"label": "x" * 250}, "name: has 273 characters"),
        ({"label": "mäth"}, "not plain ASCII"),
        ({"label": "ma\nth"}, "not plain ASCII"),
        ({"runbook": "x" * 1024}, "description: has"),
        ({"metrics": with_period(90)}, "period: 90 s"),
        ({"metrics": with_period(0)}, "period: 0 s"),
        ({"periods": 289}, "window: 300 s times 289, at most 86400 s"),
        ({"metrics": DAILY, "periods": 8}, "window: 86400 s times 8, at most 604800 s"),
        ({"datapoints": 4}, "datapoints: 4, expected 1 to 3"),
        ({"datapoints": 0}, "datapoints: 0"),
        ({"metrics": (*GOOD.metrics, ("n", metric()))}, "expected each once"),
        ({"metrics": (("N", metric()),), "expression": None}, "a lower-case letter first"),
        ({"metrics": (("n", metric()), ("share", metric(period=60)))}, "period 60 s, expected 300 s"),
        ({"metrics": (("n", metric("ShadowGap", "p5")), ("share", metric()))}, "may be negative"),
        ({"expression": None}, "2 without an expression"),
        ({"expression": "n * 2"}, r"reads \['n'\], expected exactly \['n', 'share'\]"),
        ({"expression": "n + share + other"}, "reads"),
        ({"expression": "n + share" + " + 1" * 600}, "expression: 2409 characters"),
        ({"expression": "n + share +"}, "got the end"),
        ({"expression": "FILL(n, 0) + share", "datapoints": 3}, "FILL invents the newest datapoint"),
        ({"expression": "DIFF(n) + share", "datapoints": 1, "periods": 1}, "DIFF has no datapoint before"),
    ],
)
def test_an_alarm_beyond_a_limit_is_refused(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        check_metric_alarm(dataclasses.replace(GOOD, **changes))


def test_eleven_metrics_are_refused() -> None:
    metrics = tuple((f"m{i}", metric()) for i in range(11))
    with pytest.raises(ValueError, match="metrics: 11, expected 1 to 10"):
        check_metric_alarm(dataclasses.replace(GOOD, metrics=metrics, expression=" + ".join(i for i, _ in metrics)))


def test_every_broken_rule_is_told_at_once() -> None:
    with pytest.raises(ValueError, match=r"period: 90 s.*datapoints: 9"):
        check_metric_alarm(dataclasses.replace(GOOD, metrics=with_period(90), datapoints=9))


def composite(rule: str) -> CompositeAlarm:
    return CompositeAlarm("math", AlarmName.TRAINING_SIGNAL_BAD, "It means something.", rule)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (in_alarm("other"), "asks for 'other', which is no alarm"),
        (any_of([in_alarm(f"a{i}") for i in range(101)]), "asks for 101 alarms, at most 100"),
        (any_of([in_alarm("a0")] * 260), "elements, at most 500"),
        (any_of([in_alarm("a" * 120)] * 90), r"rule: has \d+ characters, 1 to 10240"),
        ("ALARM(a0) AND", "got the end"),
    ],
)
def test_a_composite_alarm_beyond_a_limit_is_refused(rule: str, words: str) -> None:
    there = {f"a{i}" for i in range(101)} | {"a" * 120}
    with pytest.raises(ValueError, match=words):
        check_composite(composite(rule), there)


def test_a_composite_alarm_of_a_hundred_alarms_is_accepted() -> None:
    check_composite(composite(any_of([in_alarm(f"a{i}") for i in range(100)])), {f"a{i}" for i in range(100)})
