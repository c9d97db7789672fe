"""A set of alarms and a recording -> the state of every alarm at the end of every minute, and the messages sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from compiler.alarms.alarm_set import AlarmSet
from compiler.alarms.expression.parser import parse
from compiler.alarms.expression.tree import Node, looks_back
from compiler.alarms.metric_alarm import MetricAlarm
from compiler.alarms.simulator.metric_maths import evaluate
from compiler.alarms.simulator.recording import Recording
from compiler.alarms.simulator.rule import parse_rule
from compiler.alarms.simulator.state import State, breaches, next_state

__all__ = ["FETCHED_BEYOND", "Timeline", "simulate"]

FETCHED_BEYOND: Final = 2
"""Datapoints that CloudWatch fetches beyond the evaluation periods, in case some are missing. The User Guide has one
example, 5 for 3 periods. It gives no number for other alarms, so tests vary it."""
_SECONDS: Final = 60


@dataclass(frozen=True)
class Timeline:
    """The course of all alarms. Minutes are counted as in the recording; a state is that at the minute's end."""

    states: Mapping[str, Sequence[State]]
    """States by the alarm's full name, one a minute."""
    sent: Sequence[tuple[int, str]]
    """Minute and full name of each alarm that turned to ALARM and published to the topic."""

    def raised(self) -> frozenset[str]:
        """Return the full names of the alarms that were ever in ALARM."""
        return frozenset(name for name, states in self.states.items() if State.ALARM in states)

    def first_alarm(self, name: str, since: int = 0) -> int | None:
        """Return the first minute, counted from ``since``, at whose end the alarm is in ALARM."""
        later = self.states[name][since:]
        return later.index(State.ALARM) if State.ALARM in later else None


def simulate(
    alarms: AlarmSet,
    recording: Recording,
    minutes: int,
    *,
    enabled: frozenset[str] = frozenset(),
    fetched_beyond: int = FETCHED_BEYOND,
) -> Timeline:
    """Evaluate every alarm at the end of each of ``minutes`` minutes, as CloudWatch does with sliding windows.

    Args:
        alarms: the alarms.
        recording: the values of the metrics.
        minutes: duration from minute 0 on; every alarm starts in INSUFFICIENT_DATA, as a new alarm does.
        enabled: full names of alarms whose actions are off by default and have been enabled.
        fetched_beyond: see ``FETCHED_BEYOND``.
    """
    rules = {composite.full_name: parse_rule(composite.rule)[0] for composite in alarms.composites}
    watched = [_Watched.of(alarm, recording, minutes, fetched_beyond) for alarm in alarms.metric_alarms]
    now = dict.fromkeys((*rules, *(alarm.full_name for alarm in alarms.metric_alarms)), State.INSUFFICIENT_DATA)
    speaks = {alarm.full_name for alarm in alarms.metric_alarms if alarm.notifies and alarm.actions_enabled}
    speaks |= enabled | set(rules)
    states: dict[str, list[State]] = {name: [] for name in now}
    sent: list[tuple[int, str]] = []
    for minute in range(minutes):
        before = dict(now)
        for each in watched:
            name = each.alarm.full_name
            now[name] = each.state(minute, now[name])
        now.update({name: State.ALARM if rule(now) else State.OK for name, rule in rules.items()})
        for name, state in now.items():
            states[name].append(state)
            if state is State.ALARM and before[name] is not State.ALARM and name in speaks:
                sent.append((minute, name))
    return Timeline(states, sent)


@dataclass(frozen=True)
class _Watched:
    """An alarm, and the datapoints that its evaluations fetch."""

    alarm: MetricAlarm
    windows: Sequence[Sequence[bool | None]]
    """By minute: whether each datapoint breaches the threshold, the oldest first; ``None`` for a missing one."""

    @classmethod
    def of(cls, alarm: MetricAlarm, recording: Recording, minutes: int, fetched_beyond: int) -> "_Watched":
        """Evaluate the alarm's expression for all minutes."""
        tree = parse(alarm.expression or alarm.metrics[0][0])
        step = alarm.period // _SECONDS
        back = [step * number for number in reversed(range(alarm.periods + fetched_beyond))]
        windows = [[end - each for each in back] for end in range(1, minutes + 1)]
        if looks_back(tree):
            return cls(alarm, [_breaching(alarm, tree, recording, window) for window in windows])
        # Windows overlap, and a datapoint is the same in each of them.
        ends = sorted({end for window in windows for end in window})
        known = dict(zip(ends, _breaching(alarm, tree, recording, ends), strict=True))
        return cls(alarm, [[known[end] for end in window] for window in windows])

    def state(self, minute: int, before: State) -> State:
        """Return the state after the evaluation at the end of a minute."""
        alarm = self.alarm
        return next_state(self.windows[minute], alarm.datapoints, alarm.periods, alarm.missing, before)


def _breaching(alarm: MetricAlarm, tree: Node, recording: Recording, ends: Sequence[int]) -> list[bool | None]:
    series = {id_: recording.series(metric, ends) for id_, metric in alarm.metrics}
    return [breaches(alarm.comparison, alarm.threshold, point) for point in evaluate(tree, series)]
