"""An alarm on a share: the mean of a metric of zeros and ones, where enough of them are in the period."""

from typing import Final

from compiler.alarms.metric_alarm import Comparison, MetricAlarm
from compiler.alarms.watched import Watched

__all__ = ["FIVE_MINUTES", "enough", "share_alarm"]

FIVE_MINUTES: Final = 300
"""Period of the alarms on the training signal. Training is bursty, rewards for a minute and then an update of the
weights, so most one-minute periods are empty or thin; CloudWatch moves a five-minute one on every minute."""


def enough(count: str, least: int, value: str) -> str:
    """Return the expression that is ``value`` where the datapoint of ``count`` is at least ``least``, else missing."""
    return f"IF({count} >= {least}, {value})"


def share_alarm(
    watched: Watched,
    metric: str,
    above: float,
    least: int,
    *,
    symptom: str,
    meaning: str,
    remedy: str,
    query: str,
) -> MetricAlarm:
    """Return the alarm that goes off when 2 of the last 3 five-minute shares are above the threshold.

    Args:
        watched: the deployment.
        metric: one of our own metrics, 0 or 1 a value.
        above: share, 0..1, above which a period breaches.
        least: values that a period must hold to count.
        symptom: see ``MetricAlarm``.
        meaning: see ``MetricAlarm``.
        remedy: see ``MetricAlarm``.
        query: see ``MetricAlarm``.
    """
    return MetricAlarm(
        label=watched.label,
        symptom=symptom,
        meaning=meaning,
        remedy=remedy,
        query=query,
        metrics=(
            ("n", watched.own(metric, "SampleCount", FIVE_MINUTES)),
            ("share", watched.own(metric, "Average", FIVE_MINUTES)),
        ),
        expression=enough("n", least, "share"),
        comparison=Comparison.ABOVE,
        threshold=above,
        datapoints=2,
        periods=3,
    )
