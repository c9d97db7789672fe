"""Alarms on failed invocations of whatever revision: a job may still call an older function than the current one.

Lambda's own metrics are of one function, and an alarm watches the current revision's. Our metrics are of all revisions.
"""

from compiler.alarms.metric_alarm import Comparison, MetricAlarm
from compiler.alarms.settings import AlarmSettings
from compiler.alarms.watched import Watched
from compiler.alarms.window import HALF_HOUR

__all__ = ["failure_alarms"]


def failure_alarms(watched: Watched, settings: AlarmSettings) -> tuple[MetricAlarm, ...]:
    """Return the alarms on an operator's fault and, where a judge can fail an invocation, on failures that repeat."""
    return (_operator_fault(watched), *([_failures(watched, settings)] if watched.judged else []))


def _operator_fault(watched: Watched) -> MetricAlarm:
    return MetricAlarm(
        label=watched.label,
        symptom="operator-fault",
        meaning="An invocation failed for a reason that no retry cures, such as a permission, the model or a row.",
        remedy="Mend what the error's message names; the line says which revision it was.",
        query="errors-by-code",
        metrics=(("fault", watched.own("OperatorFault", "Maximum", HALF_HOUR)),),
        comparison=Comparison.AT_LEAST,
        threshold=1.0,
        datapoints=1,
        periods=1,
    )


def _failures(watched: Watched, settings: AlarmSettings) -> MetricAlarm:
    return MetricAlarm(
        label=watched.label,
        symptom="failures",
        meaning="Invocations of this or an older revision fail again and again, so whole batches are sent again.",
        remedy="See which service fails, and whether it recovers; replace it, or stop the job.",
        query="errors-by-code",
        metrics=(
            ("failed", watched.own("OperatorFault", "SampleCount", HALF_HOUR)),
            ("asked", watched.own("JudgeThrottles", "SampleCount", HALF_HOUR)),
        ),
        # One that failed before it asked the judge is in 'failed' alone, and without failures there is 'asked' alone:
        # beside the other, a missing one counts as 0.
        expression="IF(failed + 0 * asked >= 3, failed / (failed + asked), 0)",
        comparison=Comparison.ABOVE,
        threshold=settings.error_share,
        datapoints=1,
        periods=1,
    )
