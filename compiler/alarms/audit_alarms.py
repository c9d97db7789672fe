"""Alarms that audit the reward itself: is the model gaming its length, and does a second reward agree?"""

from typing import Final

from compiler.alarms.expression_text import decimal
from compiler.alarms.metric_alarm import Comparison, MetricAlarm
from compiler.alarms.settings import AlarmSettings
from compiler.alarms.share_alarm import enough
from compiler.alarms.watched import Watched

__all__ = ["gaming", "shadow_gap"]

HALF_HOUR: Final = 1800
QUARTER_HOUR: Final = 900
SHADOWED_SAMPLES: Final = 64
"""Least samples with a shadow reward in a quarter of an hour: their mean gap is then known to about 0.04."""


def gaming(watched: Watched, settings: AlarmSettings) -> MetricAlarm:
    """Return the alarm on a reward that jumps together with the length of the responses.

    ``DIFF`` takes each half hour from the one before; of N datapoints it needs N + 1, so N is 2, which leaves one
    difference however many more CloudWatch fetches. An anomaly band would need weeks of data to learn from.
    """
    reward = f"DIFF({enough('n', settings.min_samples, 'reward')})"
    length = f"DIFF({enough('n', settings.min_samples, 'chars')})"
    # The growth g over the earlier length is, over the later one, g / (1 + g).
    growth = settings.jump_length / (1 + settings.jump_length)
    jumps = f"({reward} >= {decimal(settings.jump_reward)}) AND ({length} / chars >= {decimal(growth)})"
    metrics = (("n", "RewardShare", "SampleCount"), ("reward", "RewardShare", "Average"))
    return MetricAlarm(
        label=watched.label,
        symptom="reward-jump-with-length",
        meaning="Reward and response length jumped together: the model may have found that longer answers score.",
        remedy="Read responses from before and after by hand. This audits; it cannot tell gaming from learning to "
        "reason at length.",
        query="reward-by-length",
        metrics=(
            *((id_, watched.own(name, statistic, HALF_HOUR)) for id_, name, statistic in metrics),
            ("chars", watched.own("ResponseChars", "Average", HALF_HOUR)),
        ),
        expression=f"IF({jumps}, 1, 0)",
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
                ("n", watched.own("ShadowGap", "SampleCount", QUARTER_HOUR)),
                ("gap", watched.own("ShadowGap", "Average", QUARTER_HOUR)),
            ),
            expression=enough("n", SHADOWED_SAMPLES, "ABS(gap)"),
            comparison=Comparison.ABOVE,
            threshold=settings.shadow_gap,
            datapoints=1,
            periods=1,
        ),
    )
