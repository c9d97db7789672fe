"""The alarms on the service of a reward: its data, its function and its cost.

A job may still call an older revision's function. So these alarms watch metrics of all revisions: our own, and those of
the log group. Refusals and invocations at once leave no line in a log: each function has its own alarms on them.
"""

from collections.abc import Iterator
from functools import partial
from typing import Final

from reward_runtime.names import Metrics

from compiler.alarms.alarm_name import AlarmName
from compiler.alarms.charges import charges
from compiler.alarms.deployment import Deployment
from compiler.alarms.expression.text import decimal, if_enough
from compiler.alarms.metric_alarm import Comparison, Heard, MetricAlarm
from compiler.alarms.metric_stat import FIVE_MINUTES, HALF_HOUR, MINUTE
from compiler.alarms.settings import AlarmSettings

__all__ = ["service_alarms"]

SPENT_BUDGET: Final = 0.5
"""Share of the fallback budget that raises the alarm. If the whole budget is used, the batch fails and leaves no value,
so a threshold there would never be crossed."""


def service_alarms(deployment: Deployment, settings: AlarmSettings) -> Iterator[MetricAlarm]:
    """Yield the alarms on the service; those on a judge, a fallback or a limit only if there is one."""
    yield from _samples(deployment, settings)
    yield from _function(deployment, settings)
    yield from _limits(deployment, settings)
    yield from _failures(deployment, settings)
    if deployment.concurrency_limit is not None:
        yield _concurrency(deployment, settings, deployment.concurrency_limit)
    yield _cost(deployment, settings)


def _samples(deployment: Deployment, settings: AlarmSettings) -> Iterator[MetricAlarm]:
    alarm = partial(MetricAlarm, deployment.label, heard=Heard.SERVICE)
    # At a normal 0.1 % of bad rows or lost verdicts, 3 bad ones among the first 256 (1.2 %) are not unusual, so these
    # alarms ask for twice as many samples.
    enough = if_enough(2 * settings.min_samples, "share")
    yield alarm(
        AlarmName.UNSCORABLE_ROWS,
        "Rows cannot be scored and get the lowest reward: a reference is missing, or there is no assistant turn.",
        "Correct these rows of the data set. The log field 'reason' names the fault of each.",
        "unscorable-rows",
        metrics=deployment.share(Metrics.UNSCORABLE, HALF_HOUR),
        expression=enough,
        threshold=settings.unscorable_share,
    )
    if deployment.judged and deployment.max_fallback_share is not None:
        yield alarm(
            AlarmName.FALLBACK,
            "More than half of the fallback budget is used: samples get the neutral value in place of a verdict.",
            "Repair the judge before the whole budget is used, because from then on whole batches fail.",
            "outcomes",
            metrics=deployment.share(Metrics.FALLBACK, HALF_HOUR),
            expression=enough,
            threshold=SPENT_BUDGET * deployment.max_fallback_share,
        )


def _function(deployment: Deployment, settings: AlarmSettings) -> Iterator[MetricAlarm]:
    alarm = partial(MetricAlarm, deployment.label)
    yield alarm(
        AlarmName.THROTTLES,
        "Lambda refuses invocations, minute after minute; a job gives up after a few refusals in a row.",
        "Raise the reserved concurrency or the account's quota, or lower the job's concurrency.",
        "concurrency",
        Heard.BY_ITSELF,
        metrics=(("throttles", deployment.function("Throttles", "Sum", MINUTE)),),
        threshold=0.0,
        datapoints=2,
        periods=3,
        revision=deployment.revision,
    )
    yield alarm(
        AlarmName.ERRORS,
        "Invocations fail, so whole batches are sent again and the job may stop.",
        "The log field 'fault' tells whose fault it is. Correct the operator's. If a service fails, wait for it or "
        "replace it.",
        "errors-by-code",
        Heard.SERVICE,
        metrics=(
            ("failed", deployment.failed("SampleCount", HALF_HOUR)),
            ("scored", deployment.own(Metrics.INVOCATION_MILLIS, "SampleCount", HALF_HOUR)),
        ),
        # A job with long invocations makes some 30 in this time: two errors are 7 % of them, and chance. In a shorter
        # time it makes so few that the alarm of a job with many errors would come and go.
        # If one of the two metrics is missing, it counts as 0 beside the other.
        expression="IF(failed + 0 * scored >= 3, failed / (failed + scored), 0)",
        threshold=settings.error_share,
    )


def _limits(deployment: Deployment, settings: AlarmSettings) -> Iterator[MetricAlarm]:
    alarm = partial(MetricAlarm, deployment.label, heard=Heard.SERVICE)
    yield alarm(
        AlarmName.NEAR_TIMEOUT,
        f"Invocations come near the timeout of {deployment.timeout_seconds} s, at which Lambda ends them.",
        "Raise timeout_seconds, lower the batch size, or find the slow part.",
        "slowest-invocations",
        metrics=(
            ("scored", deployment.own(Metrics.INVOCATION_MILLIS, "Maximum", MINUTE)),
            ("failed", deployment.failed("Maximum", MINUTE)),
        ),
        # The longer of the two. If one is missing, it counts as 0 beside the other.
        expression="IF(scored > failed, scored, failed)",
        threshold=settings.near_timeout_share * deployment.timeout_seconds * 1000,
        datapoints=2,
        periods=3,
    )
    yield alarm(
        AlarmName.METRICS_LOST,
        "CloudWatch cannot read metric lines of this function, so every other alarm may miss a fault.",
        "Report it as a fault of the kit, with one such line.",
        "metric-lines",
        metrics=(
            ("unparsed", deployment.log_group("EMFParsingErrors", "Sum", FIVE_MINUTES)),
            ("invalid", deployment.log_group("EMFValidationErrors", "Sum", FIVE_MINUTES)),
        ),
        expression="unparsed + invalid",
        threshold=0.0,
    )


def _failures(deployment: Deployment, settings: AlarmSettings) -> Iterator[MetricAlarm]:
    alarm = partial(MetricAlarm, deployment.label, query="errors-by-code", heard=Heard.SERVICE)
    yield alarm(
        AlarmName.OPERATOR_FAULT,
        "An invocation failed for a reason that no retry cures, such as a permission, the model or a row.",
        "Correct the fault that the error's message names; the same log line names the revision.",
        metrics=(("fault", deployment.own(Metrics.OPERATOR_FAULT, "Maximum", HALF_HOUR)),),
        comparison=Comparison.AT_LEAST,
        threshold=1.0,
    )


def _concurrency(deployment: Deployment, settings: AlarmSettings, limit: int) -> MetricAlarm:
    return MetricAlarm(
        deployment.label,
        AlarmName.CONCURRENCY,
        f"Nearly as many invocations run at once as the limit of {limit} allows.",
        "Raise the limit, or lower the job's concurrency, before Lambda refuses invocations.",
        "concurrency",
        Heard.BY_ITSELF,
        metrics=(("running", deployment.function("ConcurrentExecutions", "Maximum", MINUTE)),),
        threshold=settings.near_concurrency_share * limit,
        datapoints=3,
        periods=5,
        revision=deployment.revision,
    )


def _cost(deployment: Deployment, settings: AlarmSettings) -> MetricAlarm:
    charged = charges(deployment)
    rest = "function, logs and traces" if deployment.traced else "function and logs"
    counted = _counted(deployment, rest)
    return MetricAlarm(
        deployment.label,
        AlarmName.COST,
        f"The last 24 hours cost more than {decimal(settings.cost_per_day_usd)} USD ({counted}).",
        "Lower the samples judged, the verdict's length or the judge's size, or raise cost_per_day_usd.",
        "cost",
        Heard.SERVICE,
        metrics=tuple((charge.id, charge.metric) for charge in charged),
        expression=" + ".join(f"{charge.id} * {decimal(charge.usd)}" for charge in charged),
        threshold=settings.cost_per_day_usd,
    )


def _counted(deployment: Deployment, rest: str) -> str:
    """Return which things the cost alarm counts, beside ``rest``."""
    if not deployment.judged or deployment.judge_price is None:
        return f"{rest}, because no price of a judge is given"
    if not deployment.second_judged:
        return f"judge, {rest}"
    if deployment.second_price is None:
        return f"judge, {rest}, but not the second judge, because its price is not given"
    return f"both judges, {rest}"
