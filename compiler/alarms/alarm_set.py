"""``AlarmSet``: every alarm of one experiment, and the two composite ones that are heard."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from reward_runtime import names

from compiler.alarms.audit_alarms import gaming, shadow_gap, slow_gaming, trained_for_hours
from compiler.alarms.composite_alarm import CompositeAlarm, all_of, any_of, in_alarm
from compiler.alarms.cost_alarm import cost_a_day
from compiler.alarms.data_alarms import unscorable_rows
from compiler.alarms.failure_alarms import failure_alarms
from compiler.alarms.function_alarms import function_alarms, near_concurrency
from compiler.alarms.judge_alarms import fallback, judge_alarms
from compiler.alarms.limits import check_composite, check_metric_alarm
from compiler.alarms.metric_alarm import MetricAlarm
from compiler.alarms.settings import AlarmSettings
from compiler.alarms.signal_alarms import early_signal_alarms, warmed_up
from compiler.alarms.silence_alarm import no_data
from compiler.alarms.watched import Watched

__all__ = ["AlarmSet", "alarm_set", "check_registered"]


@dataclass(frozen=True)
class AlarmSet:
    """What is deployed: metric alarms in order, and the composite alarms over them."""

    metric_alarms: tuple[MetricAlarm, ...]
    composites: tuple[CompositeAlarm, ...]
    """That on the training signal, then that on what serves it: a lasting fault of one does not hide the other."""

    @property
    def notifying(self) -> tuple[str, ...]:
        """Names of the alarms that may publish to the topic."""
        alone = (alarm.name for alarm in self.metric_alarms if alarm.notifies)
        return (*(composite.name for composite in self.composites), *alone)


def alarm_set(watched: Watched, settings: AlarmSettings) -> AlarmSet:
    """Return the alarms of one deployment, each within CloudWatch's documented limits.

    Raises:
        ValueError: an alarm that CloudWatch would refuse, or would evaluate otherwise than it reads.
    """
    late = (*early_signal_alarms(watched, settings), gaming(watched, settings))
    slow = (slow_gaming(watched, settings),)
    signal = (*judge_alarms(watched, settings), *shadow_gap(watched, settings))
    service = (
        unscorable_rows(watched, settings),
        *fallback(watched, settings),
        *function_alarms(watched, settings),
        *failure_alarms(watched, settings),
        *near_concurrency(watched, settings),
        cost_a_day(watched, settings),
    )
    warm, long = warmed_up(watched, settings), trained_for_hours(watched)
    rules = (*(in_alarm(alarm.name) for alarm in signal), _behind(warm, late), _behind(long, slow))
    composites = (_training_signal_bad(watched, rules), _service_bad(watched, service))
    made = AlarmSet((*late, *slow, *signal, *service, warm, long, no_data(watched, settings)), composites)
    for alarm in made.metric_alarms:
        check_metric_alarm(alarm)
    for composite in made.composites:
        check_composite(composite, {alarm.name for alarm in made.metric_alarms})
    return made


def _training_signal_bad(watched: Watched, rules: Sequence[str]) -> CompositeAlarm:
    return CompositeAlarm(
        label=watched.label,
        symptom="training-signal-bad",
        description=f"The training signal of {watched.label} is bad: open the dashboard, see which alarms are red, and "
        "do what the description of each says. A second alarm on the signal that turns red sends nothing more.",
        rule=any_of(rules),
    )


def _service_bad(watched: Watched, service: Sequence[MetricAlarm]) -> CompositeAlarm:
    return CompositeAlarm(
        label=watched.label,
        symptom="service-bad",
        description=f"What scores {watched.label}, its data or its cost is bad, and its training signal soon may be: "
        "open the dashboard, see which alarms are red, and do what the description of each says. A second alarm on "
        "these that turns red sends nothing more.",
        rule=_any_red(service),
    )


def _behind(gate: MetricAlarm, alarms: Sequence[MetricAlarm]) -> str:
    return all_of([in_alarm(gate.name), _any_red(alarms)])


def _any_red(alarms: Sequence[MetricAlarm]) -> str:
    return any_of([in_alarm(alarm.name) for alarm in alarms])


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
