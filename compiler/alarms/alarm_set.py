"""``AlarmSet``: every alarm of one experiment, and the composite one that is heard."""

from collections.abc import Collection
from dataclasses import dataclass

from reward_runtime import names

from compiler.alarms.audit_alarms import gaming, shadow_gap
from compiler.alarms.composite_alarm import CompositeAlarm, all_of, any_of, in_alarm
from compiler.alarms.cost_alarm import cost_a_day
from compiler.alarms.function_alarms import function_alarms, near_concurrency
from compiler.alarms.judge_alarms import judge_alarms
from compiler.alarms.limits import check_composite, check_metric_alarm
from compiler.alarms.metric_alarm import MetricAlarm
from compiler.alarms.settings import AlarmSettings
from compiler.alarms.signal_alarms import early_signal_alarms, unscorable_rows, warmed_up
from compiler.alarms.silence_alarm import no_data
from compiler.alarms.watched import Watched

__all__ = ["AlarmSet", "alarm_set", "check_registered"]


@dataclass(frozen=True)
class AlarmSet:
    """What is deployed: metric alarms in order, and the composite alarm over them."""

    metric_alarms: tuple[MetricAlarm, ...]
    composite: CompositeAlarm

    @property
    def notifying(self) -> tuple[str, ...]:
        """Names of the alarms that may publish to the topic."""
        return (self.composite.name, *(alarm.name for alarm in self.metric_alarms if alarm.notifies))


def alarm_set(watched: Watched, settings: AlarmSettings) -> AlarmSet:
    """Return the alarms of one deployment, each within CloudWatch's documented limits.

    Raises:
        ValueError: an alarm that CloudWatch would refuse, or would evaluate otherwise than it reads.
    """
    at_once = (
        unscorable_rows(watched, settings),
        *judge_alarms(watched, settings),
        *function_alarms(watched, settings),
        *shadow_gap(watched, settings),
        cost_a_day(watched, settings),
    )
    late = (*early_signal_alarms(watched, settings), gaming(watched, settings))
    gate = warmed_up(watched, settings)
    rest = (*near_concurrency(watched, settings), gate, no_data(watched, settings))
    made = AlarmSet((*late, *at_once, *rest), _training_signal_bad(watched, at_once, late, gate))
    for alarm in made.metric_alarms:
        check_metric_alarm(alarm)
    check_composite(made.composite, {alarm.name for alarm in made.metric_alarms})
    return made


def _training_signal_bad(
    watched: Watched, at_once: tuple[MetricAlarm, ...], late: tuple[MetricAlarm, ...], gate: MetricAlarm
) -> CompositeAlarm:
    now = [in_alarm(alarm.name) for alarm in at_once]
    once_warm = all_of([in_alarm(gate.name), any_of([in_alarm(alarm.name) for alarm in late])])
    return CompositeAlarm(
        label=watched.label,
        symptom="training-signal-bad",
        description=f"The training signal of {watched.label} is bad, or soon will be: open the dashboard, see which "
        "alarms are red, and do what the description of each says. A second alarm that turns red sends nothing more.",
        rule=any_of([*now, once_warm]),
    )


def check_registered(alarms: AlarmSet, registry: Collection[str]) -> None:
    """Raise ``ValueError`` where an alarm names one of our own metrics that ``registry`` lacks.

    Such an alarm would be deployed and never go off.
    """
    for alarm in alarms.metric_alarms:
        for _, metric in alarm.metrics:
            if metric.namespace == names.NAMESPACE and metric.name not in registry:
                raise ValueError(
                    f"alarm {alarm.symptom}: metric: got {metric.name!r}, expected one that "
                    "reward_runtime/names.py lists; add it there, with the code that emits it"
                )
