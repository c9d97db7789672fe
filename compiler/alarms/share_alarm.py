"""An alarm on a share: the mean of a metric of zeros and ones, where enough of them are in the period."""

from compiler.alarms.metric_alarm import Comparison, MetricAlarm
from compiler.alarms.watched import Watched
from compiler.alarms.window import Window

__all__ = ["enough", "share_alarm"]


def enough(count: str, least: int, value: str) -> str:
    """Return the expression that is ``value`` where the datapoint of ``count`` is at least ``least``, else missing."""
    return f"IF({count} >= {least}, {value})"


def share_alarm(
    watched: Watched,
    metric: str,
    above: float,
    least: int,
    window: Window,
    *,
    symptom: str,
    meaning: str,
    remedy: str,
    query: str,
) -> MetricAlarm:
    """Return the alarm that goes off when the shares of a window are above the threshold.

    Args:
        watched: the deployment.
        metric: one of our own metrics, 0 or 1 a value.
        above: share, 0..1, above which a period breaches.
        least: values that a period must hold to count.
        window: the periods, and how many of them must breach.
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
            ("n", watched.own(metric, "SampleCount", window.period)),
            ("share", watched.own(metric, "Average", window.period)),
        ),
        expression=enough("n", least, "share"),
        comparison=Comparison.ABOVE,
        threshold=above,
        datapoints=window.datapoints,
        periods=window.periods,
        missing=window.missing,
    )
