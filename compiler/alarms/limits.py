"""Limits within which CloudWatch accepts an alarm, and evaluates it as it reads; each with the page that states it."""

import re
from collections.abc import Collection, Iterator
from typing import Final

from reward_runtime import names

from compiler.alarms.composite_alarm import CompositeAlarm
from compiler.alarms.expression.parser import parse
from compiler.alarms.expression.tree import calls, ids
from compiler.alarms.metric_alarm import MetricAlarm
from compiler.alarms.metric_stat import DAY, percentile_of
from compiler.alarms.simulator.rule import parse_rule

__all__ = ["check_composite", "check_metric_alarm"]

LONGEST_NAME: Final = 255
LONGEST_DESCRIPTION: Final = 1024
LONGEST_EXPRESSION: Final = 2048
"""API reference, PutMetricAlarm: AlarmName, AlarmDescription; MetricDataQuery: Expression."""
LONGEST_RULE: Final = 10_240
MOST_CHILDREN: Final = 100
MOST_ELEMENTS: Final = 500
"""API reference, PutCompositeAlarm, AlarmRule: characters, alarms, and alarms with TRUE, FALSE and brackets."""
MOST_METRICS: Final = 10
"""User Guide, Limits (of alarms): a hard limit of metrics in one expression."""
SUBMINUTE: Final = (10, 20, 30)
HOUR, WEEK = 3600, 604_800
SIGNED: Final = frozenset(metric.name for metric in names.METRICS.values() if metric.signed)
"""Own metrics whose values may be negative; CloudWatch has no percentiles of those (User Guide, Percentiles)."""
_ID: Final = re.compile(r"[a-z]\w*", re.ASCII)
_ELEMENT: Final = re.compile(r"\b(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(|\b(?:TRUE|FALSE)\b|[()]")


def check_metric_alarm(alarm: MetricAlarm) -> None:
    """Raise ``ValueError`` with every rule that ``alarm`` breaks."""
    _refuse(alarm.full_name, [*_texts(alarm), *_window(alarm), *_metrics(alarm), *_expression(alarm)])


def check_composite(alarm: CompositeAlarm, there: Collection[str]) -> None:
    """Raise ``ValueError`` if CloudWatch would refuse ``alarm``; its rule may ask for the full names in ``there``."""
    _, children = parse_rule(alarm.rule)
    elements = len(_ELEMENT.findall(alarm.rule))
    broken = [
        f"rule: asks for {name!r}, which is no alarm of this experiment" for name in sorted(children - set(there))
    ]
    broken += _too_long("name", alarm.full_name, LONGEST_NAME)
    broken += _too_long("description", alarm.description, LONGEST_DESCRIPTION)
    broken += _too_long("rule", alarm.rule, LONGEST_RULE)
    if len(children) > MOST_CHILDREN:
        broken.append(f"rule: asks for {len(children)} alarms, at most {MOST_CHILDREN}")
    if elements > MOST_ELEMENTS:
        broken.append(f"rule: has {elements} elements, at most {MOST_ELEMENTS}")
    _refuse(alarm.full_name, broken)


def _refuse(name: str, broken: list[str]) -> None:
    if broken:
        raise ValueError(f"alarm {name}: {'; '.join(broken)}; correct it in compiler/alarms")


def _too_long(part: str, text: str, most: int) -> list[str]:
    return [] if 1 <= len(text) <= most else [f"{part}: has {len(text)} characters, 1 to {most}"]


def _texts(alarm: MetricAlarm) -> Iterator[str]:
    yield from _too_long("name", alarm.full_name, LONGEST_NAME)
    yield from _too_long("description", alarm.description, LONGEST_DESCRIPTION)
    # API reference, PutMetricAlarm: no ASCII control characters; SourceArn conditions need ASCII (Notify_Users_...).
    if not (alarm.full_name.isascii() and alarm.full_name.isprintable()):
        yield f"name: {alarm.full_name!r} is not plain ASCII, which the topic's condition on alarm ARNs needs"


def _window(alarm: MetricAlarm) -> Iterator[str]:
    """Yield the faults of period, M and N (API reference, PutMetricAlarm: Period, DatapointsToAlarm)."""
    if alarm.period not in SUBMINUTE and (alarm.period < 60 or alarm.period % 60):
        yield f"period: {alarm.period} s, expected 10, 20, 30 or a multiple of 60"
    most = DAY if alarm.period < HOUR else WEEK
    if alarm.period * alarm.periods > most:
        yield f"window: {alarm.period} s times {alarm.periods}, at most {most} s"
    if not 1 <= alarm.datapoints <= alarm.periods:
        yield f"datapoints: {alarm.datapoints}, expected 1 to {alarm.periods}"


def _metrics(alarm: MetricAlarm) -> Iterator[str]:
    """Yield the faults of the metrics (User Guide, Alarms on math expressions; Percentiles)."""
    used = [id_ for id_, _ in alarm.metrics]
    if not 1 <= len(used) <= MOST_METRICS:
        yield f"metrics: {len(used)}, expected 1 to {MOST_METRICS}"
    if len(set(used)) < len(used) or not all(map(_ID.fullmatch, used)):
        yield f"metrics: ids {used}, expected each once, a lower-case letter first"
    for _, metric in alarm.metrics:
        if metric.period != alarm.period:
            yield f"metric {metric.name}: period {metric.period} s, expected {alarm.period} s like the others"
        signed = metric.namespace == names.NAMESPACE and metric.name in SIGNED
        if signed and percentile_of(metric.statistic) is not None:
            yield f"metric {metric.name}: {metric.statistic} of values that may be negative; CloudWatch has none"


def _expression(alarm: MetricAlarm) -> Iterator[str]:
    """Yield the faults of the expression (User Guide, Using metric math)."""
    used = frozenset(id_ for id_, _ in alarm.metrics)
    if alarm.expression is None:
        if len(used) != 1:
            yield f"metrics: {len(used)} without an expression, expected 1"
        return
    tree = parse(alarm.expression)
    if len(alarm.expression) > LONGEST_EXPRESSION:
        yield f"expression: {len(alarm.expression)} characters, at most {LONGEST_EXPRESSION}"
    if ids(tree) != used:
        yield f"expression: reads {sorted(ids(tree))}, expected exactly {sorted(used)}"
    if "FILL" in calls(tree) and alarm.datapoints == alarm.periods:
        yield "expression: FILL invents the newest datapoint while it is late, expected fewer datapoints than periods"
    if "DIFF" in calls(tree) and alarm.periods == 1:
        yield "expression: DIFF has no datapoint before the first, expected 2 periods or more"
