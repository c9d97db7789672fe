"""The alarm on silence: a job is running, and no sample is scored."""

from compiler.alarms.metric_alarm import Comparison, MetricAlarm, MissingData
from compiler.alarms.settings import AlarmSettings
from compiler.alarms.watched import MINUTE, Watched

__all__ = ["no_data"]


def no_data(watched: Watched, settings: AlarmSettings) -> MetricAlarm:
    """Return the one alarm that sends by itself, and only once its actions are enabled for a job.

    It is in ALARM whenever nothing trains, so the composite alarm cannot ask for it.
    """
    return MetricAlarm(
        label=watched.label,
        symptom="no-data",
        meaning=f"Not one sample was scored in {settings.silent_minutes} minutes; normal while no job runs.",
        remedy="See whether the job still runs and may invoke the function; then whether invocations are refused.",
        query="timeouts",
        metrics=(("n", watched.own("RewardShare", "SampleCount", MINUTE)),),
        comparison=Comparison.BELOW,
        threshold=1.0,
        datapoints=settings.silent_minutes,
        periods=settings.silent_minutes,
        missing=MissingData.BREACHING,
        notifies=True,
        actions_enabled=False,
    )
