"""Alarms that audit the reward itself: is the model gaming its length, and does a second reward agree?"""

from typing import Final

from compiler.alarms.expression_text import decimal
from compiler.alarms.metric_alarm import Comparison, MetricAlarm
from compiler.alarms.settings import AlarmSettings
from compiler.alarms.share_alarm import enough
from compiler.alarms.watched import Watched
from compiler.alarms.window import HALF_HOUR

__all__ = ["gaming", "shadow_gap", "slow_gaming", "trained_for_hours"]

TWO_HOURS: Final = 7200
"""The datapoints of the alarm over it reach back six hours: those that ``trained_for_hours`` vouches for."""
SHADOWED_SAMPLES: Final = 64
"""Least samples with a shadow reward in half an hour: their mean gap is then known to about 0.04."""


def gaming(watched: Watched, settings: AlarmSettings) -> MetricAlarm:
    """Return the alarm on a reward that rises together with the length of the responses within half an hour."""
    return _gaming(watched, settings, HALF_HOUR, "reward-jump-with-length", "jumped")


def slow_gaming(watched: Watched, settings: AlarmSettings) -> MetricAlarm:
    """Return the same alarm over two hours, which may hold two jobs: so it counts behind ``trained_for_hours``."""
    return _gaming(watched, settings, TWO_HOURS, "reward-climb-with-length", "climbed for hours")


def trained_for_hours(watched: Watched) -> MetricAlarm:
    """Return the alarm that is no fault: it is in ALARM once all but one of the last twelve half hours have rewards.

    ``FILL`` makes a pause count, which CloudWatch otherwise skips for older datapoints; the newest may be late.
    """
    return MetricAlarm(
        label=watched.label,
        symptom="trained-for-hours",
        meaning="No fault: rewards have come for hours without a pause, so that a slow climb is of one job.",
        remedy="Nothing to do.",
        query="reward-by-length",
        metrics=(("n", watched.own("RewardShare", "SampleCount", HALF_HOUR)),),
        expression="FILL(n, 0)",
        comparison=Comparison.AT_LEAST,
        threshold=1.0,
        datapoints=11,
        periods=12,
    )


def _gaming(watched: Watched, settings: AlarmSettings, period: int, symptom: str, rose: str) -> MetricAlarm:
    """Return the alarm that takes each period from the one before.

    Of N datapoints ``DIFF`` needs N + 1, so N is 2, which leaves one difference however many more CloudWatch fetches.
    It takes the last datapoint there is, even one from before a pause: so the period right before must have samples,
    for which ``FILL`` says 0 where there is none. An anomaly band would need weeks of data to learn from.
    """
    least = settings.min_samples
    both = f"(n >= {least}) AND (n - DIFF(FILL(n, 0)) >= {least})"
    # The growth g over the earlier length is, over the later one, g / (1 + g).
    growth = settings.jump_length / (1 + settings.jump_length)
    rises = f"(DIFF(reward) >= {decimal(settings.jump_reward)}) AND (DIFF(chars) / chars >= {decimal(growth)})"
    metrics = (
        ("n", "RewardShare", "SampleCount"),
        ("reward", "RewardShare", "Average"),
        ("chars", "ResponseChars", "Average"),
    )
    return MetricAlarm(
        label=watched.label,
        symptom=symptom,
        meaning=f"Reward and response length {rose} together: the model may have found that longer answers score.",
        remedy="Read responses from before and after by hand. This audits; it cannot tell gaming from learning to "
        "reason at length.",
        query="reward-by-length",
        metrics=tuple((id_, watched.own(name, statistic, period)) for id_, name, statistic in metrics),
        expression=f"IF({both} AND {rises}, 1, 0)",
        comparison=Comparison.AT_LEAST,
        threshold=1.0,
        datapoints=1,
        periods=2,
    )


def shadow_gap(watched: Watched, settings: AlarmSettings) -> tuple[MetricAlarm, ...]:
    """Return the alarm on the gap to the shadow reward; none where there is no shadow."""
    if not watched.shadowed:
        return ()
    return (
        MetricAlarm(
            label=watched.label,
            symptom="shadow-gap",
            meaning="The reward and the second, shadow reward have drifted apart on the same samples.",
            remedy="Read the samples on which they differ most: one of the two is being fooled.",
            query="shadow-disagreement",
            metrics=(
                ("n", watched.own("ShadowGap", "SampleCount", HALF_HOUR)),
                ("gap", watched.own("ShadowGap", "Average", HALF_HOUR)),
            ),
            expression=enough("n", SHADOWED_SAMPLES, "ABS(gap)"),
            comparison=Comparison.ABOVE,
            threshold=settings.shadow_gap,
            datapoints=1,
            periods=1,
        ),
    )
