"""Alarms on the judge: does it answer, and can it be fooled?"""

from compiler.alarms.metric_alarm import Comparison, MetricAlarm
from compiler.alarms.settings import AlarmSettings
from compiler.alarms.share_alarm import share_alarm
from compiler.alarms.watched import Watched
from compiler.alarms.window import STEP

__all__ = ["fallback", "judge_alarms"]

SPENT_BUDGET = 0.5
"""Share of the fallback budget that raises the alarm. At the whole of it the batch fails, so a threshold there would
never be crossed."""


def judge_alarms(watched: Watched, settings: AlarmSettings) -> tuple[MetricAlarm, ...]:
    """Return the alarms of a judged reward; none where nothing is judged."""
    if not watched.judged:
        return ()
    return (_failures(watched, settings), _fooled(watched))


def _failures(watched: Watched, settings: AlarmSettings) -> MetricAlarm:
    return share_alarm(
        watched,
        "JudgeFailed",
        settings.judge_failure_share,
        settings.min_samples,
        STEP,
        symptom="judge-failures",
        meaning="Too many verdicts are never won: the judge is throttled, down, or answers out of form.",
        remedy="Throttled: lower the job's concurrency or ask for quota. Out of form: look at the rubric.",
        query="judge-health",
    )


def fallback(watched: Watched, settings: AlarmSettings) -> tuple[MetricAlarm, ...]:
    """Return the alarm on samples without a verdict; none where nothing is judged, or a failure fails the batch."""
    if not watched.judged or watched.max_fallback_share is None:
        return ()
    return (
        share_alarm(
            watched,
            "Fallback",
            SPENT_BUDGET * watched.max_fallback_share,
            # Where 1 of 1000 is lost by chance, 2 of 256 in the first burst are not rare.
            2 * settings.min_samples,
            STEP,
            symptom="fallback",
            meaning="More than half of the fallback budget is used: samples get the neutral value in place of a "
            "verdict.",
            remedy="Mend the judge before the budget is gone, from when on whole batches fail.",
            query="outcomes",
        ),
    )


def _fooled(watched: Watched) -> MetricAlarm:
    return MetricAlarm(
        label=watched.label,
        symptom="judge-fooled",
        meaning="The judge praised a worthless canary, or a response beside another question too: it can be fooled.",
        remedy="Pause the job, tighten the rubric or change the judge, and attack the reward again.",
        query="judge-canaries",
        metrics=(("fooled", watched.own("JudgeFalsePositive", "Maximum", STEP.period)),),
        comparison=Comparison.AT_LEAST,
        threshold=1.0,
        datapoints=1,
        periods=1,
    )
