"""The alarms on the training signal: its spread, its length, its judge and its shadow.

Training is bursty: rewards for minutes, then an update of the weights for a quarter of an hour or more. An alarm that
turned to OK during each update would send for each burst. So an alarm has one of two forms:

- Its one period is as long as a step, half an hour. It holds a burst of each step, and empties after the job.
- It is quick, and keeps its state while nothing is scored (``MissingData.IGNORE``). After a job it stays red until the
  next one, so it is heard only once ``warmed-up`` is in ALARM. It has one period of a quarter of an hour; of several
  periods, a burst would fall into one or two by chance.
"""

from collections.abc import Iterator
from functools import partial
from typing import Final

from reward_runtime.names import Metrics

from compiler.alarms.alarm_name import AlarmName
from compiler.alarms.deployment import Deployment
from compiler.alarms.expression.text import decimal, if_enough
from compiler.alarms.metric_alarm import Comparison, Heard, MetricAlarm, MissingData
from compiler.alarms.metric_stat import HALF_HOUR, QUARTER_HOUR, TWO_HOURS
from compiler.alarms.settings import AlarmSettings

__all__ = ["signal_alarms"]

SAMPLES_A_GROUP: Final = 8
"""Samples of one prompt in the usual GRPO job; a period needs as many times fewer groups than samples."""
SHADOWED_SAMPLES: Final = 64
"""Fewest samples with a shadow reward in half an hour: their mean gap is then known to about 0.04."""

SECOND_SAMPLES: Final = 64
"""Fewest samples of both judges in two hours. Single gaps deviate by about 0.3, so their mean is known to about 0.04: a
quarter of the usual threshold."""


def signal_alarms(deployment: Deployment, settings: AlarmSettings) -> Iterator[MetricAlarm]:
    """Yield the alarms on the training signal; those on a judge, a second one or a shadow only if there is one."""
    yield from _spread(deployment, settings)
    yield from _length(deployment, settings)
    if deployment.judged:
        yield from _judge(deployment, settings)
    if deployment.second_judged:
        yield _second(deployment, settings)
    if deployment.shadowed:
        yield _shadow(deployment, settings)


def _spread(deployment: Deployment, settings: AlarmSettings) -> Iterator[MetricAlarm]:
    """Yield alarms that a healthy job may raise in its first minutes, when nobody is to be woken."""
    alarm = partial(MetricAlarm, deployment.label, heard=Heard.SIGNAL_ONCE_WARM, missing=MissingData.IGNORE)
    statistics = {"n": "SampleCount", "p5": "p5", "p95": "p95"}
    yield alarm(
        AlarmName.REWARD_COLLAPSE,
        "Nine in ten samples get the same reward, so there is nothing left to learn from.",
        "Stop the job. If that reward is the ceiling, the job is done. Otherwise read samples from before the fall.",
        "reward-distribution",
        metrics=tuple((i, deployment.own(Metrics.REWARD_SHARE, s, QUARTER_HOUR)) for i, s in statistics.items()),
        expression=if_enough(settings.min_samples, "p95 - p5"),
        comparison=Comparison.BELOW,
        threshold=settings.collapse_spread,
    )
    yield alarm(
        AlarmName.GROUPS_WITHOUT_SPREAD,
        "In nearly every prompt group all samples get the same reward, which gives the job no gradient.",
        "If the groups are right, the data has become too easy: stop the job. If they are wrong, the data is too hard, "
        "or extraction fails.",
        "flat-prompts",
        metrics=deployment.share(Metrics.GROUP_FLAT, QUARTER_HOUR),
        expression=if_enough(max(1, settings.min_samples // SAMPLES_A_GROUP), "share"),
        threshold=settings.flat_group_share,
    )
    yield alarm(
        AlarmName.ZERO_SHARE,
        "Nearly every sample gets the lowest reward.",
        "Find the cause: no answer found, a wrong reference, or a model that has broken down. Stop the job unless it "
        "has only just begun.",
        "zero-reward-samples",
        metrics=deployment.share(Metrics.AT_FLOOR, QUARTER_HOUR),
        expression=if_enough(settings.min_samples, "share"),
        threshold=settings.zero_share,
    )


def _length(deployment: Deployment, settings: AlarmSettings) -> Iterator[MetricAlarm]:
    rise = partial(_rise_with_length, deployment, settings)
    yield rise(AlarmName.REWARD_JUMP_WITH_LENGTH, "jumped", HALF_HOUR, Heard.SIGNAL_ONCE_WARM)
    # Two hours may hold two jobs, and the datapoints reach back six hours: ``trained-for-hours`` vouches for those.
    yield rise(AlarmName.REWARD_CLIMB_WITH_LENGTH, "climbed for hours", TWO_HOURS, Heard.SIGNAL_ONCE_LONG)


def _rise_with_length(
    deployment: Deployment, settings: AlarmSettings, name: AlarmName, rose: str, period: int, heard: Heard
) -> MetricAlarm:
    """Return the alarm that compares each period with the one before.

    For N datapoints ``DIFF`` needs N + 1. With N = 2, one difference is left even if CloudWatch fetches no more.
    ``DIFF`` takes the last datapoint there is, even one from before a pause. So the period right before must have
    samples, and ``FILL`` counts 0 if it has none. An anomaly band would need weeks of data to learn from.
    """
    least = settings.min_samples
    both = f"(n >= {least}) AND (n - DIFF(FILL(n, 0)) >= {least})"
    # A growth of g over the earlier length is g / (1 + g) of the later one.
    growth = settings.jump_length / (1 + settings.jump_length)
    rises = f"(DIFF(reward) >= {decimal(settings.jump_reward)}) AND (DIFF(chars) / chars >= {decimal(growth)})"
    return MetricAlarm(
        deployment.label,
        name,
        f"Reward and response length {rose} together: the model may have found that longer answers score.",
        "Read responses from before and after. The alarm cannot tell gaming from learning to reason at length.",
        "reward-by-length",
        heard,
        metrics=(
            ("n", deployment.own(Metrics.REWARD_SHARE, "SampleCount", period)),
            ("reward", deployment.own(Metrics.REWARD_SHARE, "Average", period)),
            ("chars", deployment.own(Metrics.RESPONSE_CHARS, "Average", period)),
        ),
        expression=f"IF({both} AND {rises}, 1, 0)",
        comparison=Comparison.AT_LEAST,
        threshold=1.0,
        periods=2,
    )


def _judge(deployment: Deployment, settings: AlarmSettings) -> Iterator[MetricAlarm]:
    alarm = partial(MetricAlarm, deployment.label, heard=Heard.SIGNAL)
    yield alarm(
        AlarmName.JUDGE_FAILURES,
        "Too many verdicts are missing: the judge is throttled, down, or replies in a form that cannot be read.",
        "If it is throttled, lower the job's concurrency or ask for quota. If its replies cannot be read, look at the "
        "rubric.",
        "judge-health",
        metrics=deployment.share(Metrics.JUDGE_FAILED, HALF_HOUR),
        expression=if_enough(settings.min_samples, "share"),
        threshold=settings.judge_failure_share,
    )
    yield alarm(
        AlarmName.JUDGE_FOOLED,
        "The judge praised a bad canary, or a response beside a question that it does not answer: it can be fooled.",
        "Pause the job, tighten the rubric or change the judge, and attack the reward again.",
        "judge-canaries",
        metrics=(("fooled", deployment.own(Metrics.JUDGE_FALSE_POSITIVE, "Maximum", HALF_HOUR)),),
        comparison=Comparison.AT_LEAST,
        threshold=1.0,
    )


def _second(deployment: Deployment, settings: AlarmSettings) -> MetricAlarm:
    """Return the alarm on a judge that pays more than a stronger one.

    Signed, because a model that learns to please the judge moves the gap up; a stricter judge costs reward, and fools
    nobody. Over two hours, because that is a slow thing, and a small share of the samples is judged twice.
    """
    return MetricAlarm(
        deployment.label,
        AlarmName.JUDGE_TOO_KIND,
        "The judge pays more than the stronger, second judge would, on the same samples.",
        "Read the samples on which they differ most. If the gap grew while the job trained, the model learns to please "
        "the judge: stop it, correct the rubric. If it was there at the start, the judges differ; raise second_gap.",
        "second-judge-gaps",
        Heard.SIGNAL,
        metrics=(
            ("n", deployment.own(Metrics.SECOND_GAP, "SampleCount", TWO_HOURS)),
            ("gap", deployment.own(Metrics.SECOND_GAP, "Average", TWO_HOURS)),
        ),
        expression=if_enough(SECOND_SAMPLES, "gap"),
        threshold=settings.second_gap,
    )


def _shadow(deployment: Deployment, settings: AlarmSettings) -> MetricAlarm:
    return MetricAlarm(
        deployment.label,
        AlarmName.SHADOW_GAP,
        "The reward and the shadow reward have drifted apart on the same samples.",
        "Read the samples on which they differ most: one of the two is being fooled.",
        "shadow-disagreement",
        Heard.SIGNAL,
        metrics=(
            ("n", deployment.own(Metrics.SHADOW_GAP, "SampleCount", HALF_HOUR)),
            ("gap", deployment.own(Metrics.SHADOW_GAP, "Average", HALF_HOUR)),
        ),
        expression=if_enough(SHADOWED_SAMPLES, "ABS(gap)"),
        threshold=settings.shadow_gap,
    )
