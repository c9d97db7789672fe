"""``AlarmSet``: every alarm of one experiment, and the two composite alarms through which a person hears of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from compiler.alarms.alarm_name import AlarmName
from compiler.alarms.catalogue.job import job_alarms
from compiler.alarms.catalogue.service import service_alarms
from compiler.alarms.catalogue.signal import signal_alarms
from compiler.alarms.composite_alarm import CompositeAlarm, all_of, any_of, in_alarm
from compiler.alarms.deployment import Deployment
from compiler.alarms.limits import check_composite, check_metric_alarm
from compiler.alarms.metric_alarm import Heard, MetricAlarm
from compiler.alarms.settings import AlarmSettings

__all__ = ["AlarmSet", "alarm_set"]


@dataclass(frozen=True)
class AlarmSet:
    """The alarms that are deployed: metric alarms in order, and the composite alarms over them."""

    metric_alarms: tuple[MetricAlarm, ...]
    composites: tuple[CompositeAlarm, ...]
    """On the training signal, then on the service: a lasting fault of one does not hide the other."""

    @property
    def of_revision(self) -> tuple[MetricAlarm, ...]:
        """The metric alarms that are deployed with one revision's function, and stay as long as it does."""
        return tuple(alarm for alarm in self.metric_alarms if alarm.revision)

    @property
    def of_experiment(self) -> tuple[MetricAlarm, ...]:
        """The metric alarms over all revisions."""
        return tuple(alarm for alarm in self.metric_alarms if not alarm.revision)


def alarm_set(deployment: Deployment, settings: AlarmSettings) -> AlarmSet:
    """Return the alarms of one deployment, each within CloudWatch's documented limits.

    Raises:
        ValueError: CloudWatch would refuse an alarm, or would evaluate it differently than it reads.
    """
    catalogue = (signal_alarms, service_alarms, job_alarms)
    alarms = tuple(alarm for part in catalogue for alarm in part(deployment, settings))
    made = AlarmSet(alarms, (_training_signal_bad(deployment.label, alarms), _service_bad(deployment.label, alarms)))
    for alarm in made.metric_alarms:
        check_metric_alarm(alarm)
    for composite in made.composites:
        check_composite(composite, {alarm.full_name for alarm in made.metric_alarms})
    return made


def _training_signal_bad(label: str, alarms: Sequence[MetricAlarm]) -> CompositeAlarm:
    at_once = [_red(alarm) for alarm in alarms if alarm.heard is Heard.SIGNAL]
    once_warm = _once(AlarmName.WARMED_UP, Heard.SIGNAL_ONCE_WARM, alarms)
    once_long = _once(AlarmName.TRAINED_FOR_HOURS, Heard.SIGNAL_ONCE_LONG, alarms)
    return CompositeAlarm(
        label,
        AlarmName.TRAINING_SIGNAL_BAD,
        f"The training signal of {label} is bad. Open the dashboard, see which alarms are red, and follow the "
        "description of each. If a second alarm on the signal turns red, nothing more is sent.",
        any_of([*at_once, once_warm, once_long]),
    )


def _service_bad(label: str, alarms: Sequence[MetricAlarm]) -> CompositeAlarm:
    return CompositeAlarm(
        label,
        AlarmName.SERVICE_BAD,
        f"The function, the data or the cost of {label} is bad, and its training signal may soon be bad too. Open "
        "the dashboard, see which alarms are red, and follow the description of each. If a second one of these alarms "
        "turns red, nothing more is sent.",
        any_of([_red(alarm) for alarm in alarms if alarm.heard is Heard.SERVICE]),
    )


def _once(gate: AlarmName, heard: Heard, alarms: Sequence[MetricAlarm]) -> str:
    (gating,) = (alarm for alarm in alarms if alarm.name is gate)
    return all_of([_red(gating), any_of([_red(alarm) for alarm in alarms if alarm.heard is heard])])


def _red(alarm: MetricAlarm) -> str:
    return in_alarm(alarm.full_name)
