"""The alarms on the job itself: has it trained for long enough that others count, and is it silent?"""

from collections.abc import Iterator
from functools import partial
from typing import Final

from reward_runtime.names import Metrics

from compiler.alarms.alarm_name import AlarmName
from compiler.alarms.deployment import Deployment
from compiler.alarms.metric_alarm import Comparison, Heard, MetricAlarm, MissingData
from compiler.alarms.metric_stat import HALF_HOUR, MINUTE
from compiler.alarms.settings import AlarmSettings

__all__ = ["job_alarms"]

LONGEST_GAP: Final = 90
"""Minutes that ``warmed-up`` looks back at least: enough to see two bursts if a step takes up to 45 minutes."""


def job_alarms(deployment: Deployment, settings: AlarmSettings) -> Iterator[MetricAlarm]:
    """Yield the two gates, which are not faults, and the alarm on silence, in ALARM whenever nothing trains."""
    yield from _gates(deployment, settings.warm_up_minutes)
    yield MetricAlarm(
        deployment.label,
        AlarmName.NO_DATA,
        f"Not one sample was scored in {settings.silent_minutes} minutes. This is normal while no job runs.",
        "Check whether the job still runs and may invoke the function. Then check whether invocations are refused.",
        "timeouts",
        # No composite alarm can ask for it, because it is in ALARM after each job.
        Heard.WHILE_IT_TRAINS if settings.no_data else Heard.IF_ENABLED,
        metrics=(("n", deployment.own(Metrics.REWARD_SHARE, "SampleCount", MINUTE)),),
        comparison=Comparison.BELOW,
        threshold=1.0,
        datapoints=settings.silent_minutes,
        periods=settings.silent_minutes,
        missing=MissingData.BREACHING,
    )


def _gates(deployment: Deployment, warm_up: int) -> Iterator[MetricAlarm]:
    """Yield the alarms that composite alarms ask for before they listen to others.

    CloudWatch's own warm-up counts from the alarm's creation, not from a job's start. ``RUNNING_SUM`` in an alarm
    depends on how many datapoints are fetched (User Guide, Using metric math).
    """
    gate = partial(MetricAlarm, deployment.label, runbook="Nothing to do.", heard=Heard.NEVER)
    gate = partial(gate, comparison=Comparison.AT_LEAST, threshold=1.0)
    # A period as long as the warm-up holds rewards, however long a step is; a warm-up later a second one does.
    yield gate(
        AlarmName.WARMED_UP,
        f"No fault: rewards have come for {warm_up} minutes, so a flat reward now counts.",
        query="reward-distribution",
        metrics=(("n", deployment.own(Metrics.REWARD_SHARE, "SampleCount", 60 * warm_up)),),
        datapoints=2,
        # At least three, so that a pause as long as the warm-up does not start it again.
        periods=max(3, -(-LONGEST_GAP // warm_up)),
    )
    # All but one of the last twelve half hours: the newest may be late. ``FILL`` makes a pause count, because
    # CloudWatch would skip it and take older datapoints.
    yield gate(
        AlarmName.TRAINED_FOR_HOURS,
        "No fault: rewards have come for hours without a pause, so a slow climb belongs to one job.",
        query="reward-by-length",
        metrics=(("n", deployment.own(Metrics.REWARD_SHARE, "SampleCount", HALF_HOUR)),),
        expression="FILL(n, 0)",
        datapoints=11,
        periods=12,
    )
