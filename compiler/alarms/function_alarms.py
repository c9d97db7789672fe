"""Alarms on the function itself: is it refused, failing, slow, crowded or unheard?"""

from compiler.alarms.metric_alarm import Comparison, MetricAlarm
from compiler.alarms.settings import AlarmSettings
from compiler.alarms.watched import MINUTE, Watched
from compiler.alarms.window import FIVE_MINUTES, HALF_HOUR

__all__ = ["function_alarms", "near_concurrency"]


def function_alarms(watched: Watched, settings: AlarmSettings) -> tuple[MetricAlarm, ...]:
    """Return the alarms that every function has."""
    return (
        _throttles(watched),
        _errors(watched, settings),
        _near_timeout(watched, settings),
        _metrics_lost(watched),
    )


def _throttles(watched: Watched) -> MetricAlarm:
    return MetricAlarm(
        label=watched.label,
        symptom="throttles",
        meaning="Lambda refuses invocations, minute after minute; a job gives up after a few refusals in a row.",
        remedy="Raise the reserved concurrency or the account's quota, or lower the job's concurrency.",
        query="concurrency",
        metrics=(("throttles", watched.function("Throttles", "Sum", MINUTE)),),
        comparison=Comparison.ABOVE,
        threshold=0.0,
        datapoints=2,
        periods=3,
    )


def _errors(watched: Watched, settings: AlarmSettings) -> MetricAlarm:
    return MetricAlarm(
        label=watched.label,
        symptom="errors",
        meaning="Invocations fail, so whole batches are sent again and the job may stop.",
        remedy="The error's 'fault' says whose it is: mend an operator's fault, wait for or replace a failing service.",
        query="errors-by-code",
        metrics=(
            ("errors", watched.function("Errors", "Sum", HALF_HOUR)),
            ("invocations", watched.function("Invocations", "Sum", HALF_HOUR)),
        ),
        # A job with long invocations makes some 30 in this time, of which two errors are 7 %: chance. And in a shorter
        # time so few, or none at all, that the alarm of a job with many errors would come and go.
        expression="IF(errors >= 3, errors / invocations, 0)",
        comparison=Comparison.ABOVE,
        threshold=settings.error_share,
        datapoints=1,
        periods=1,
    )


def _near_timeout(watched: Watched, settings: AlarmSettings) -> MetricAlarm:
    return MetricAlarm(
        label=watched.label,
        symptom="near-timeout",
        meaning=f"Invocations come near the timeout of {watched.timeout_seconds} s, at which Lambda ends them.",
        remedy="Raise timeout_seconds, lower the batch size, or find what is slow.",
        query="slowest-invocations",
        metrics=(("longest", watched.function("Duration", "Maximum", MINUTE)),),
        comparison=Comparison.ABOVE,
        threshold=settings.near_timeout_share * watched.timeout_seconds * 1000,
        datapoints=2,
        periods=3,
    )


def _metrics_lost(watched: Watched) -> MetricAlarm:
    return MetricAlarm(
        label=watched.label,
        symptom="metrics-lost",
        meaning="CloudWatch cannot read metric lines of this function, so every other alarm may be blind.",
        remedy="Report it with one such line: the kit writes them, and a test holds their form.",
        query="metric-lines",
        metrics=(
            ("unparsed", watched.log_group("EMFParsingErrors", "Sum", FIVE_MINUTES)),
            ("invalid", watched.log_group("EMFValidationErrors", "Sum", FIVE_MINUTES)),
        ),
        expression="unparsed + invalid",
        comparison=Comparison.ABOVE,
        threshold=0.0,
        datapoints=1,
        periods=1,
    )


def near_concurrency(watched: Watched, settings: AlarmSettings) -> tuple[MetricAlarm, ...]:
    """Return the alarm on invocations at once; none where the limit is not known."""
    if watched.concurrency_limit is None:
        return ()
    return (
        MetricAlarm(
            label=watched.label,
            symptom="concurrency",
            meaning=f"Nearly all of the {watched.concurrency_limit} invocations that may run at once do.",
            remedy="Raise the limit, or lower the job's concurrency, before Lambda refuses any.",
            query="concurrency",
            metrics=(("running", watched.function("ConcurrentExecutions", "Maximum", MINUTE)),),
            comparison=Comparison.ABOVE,
            threshold=settings.near_concurrency_share * watched.concurrency_limit,
            datapoints=3,
            periods=5,
        ),
    )
