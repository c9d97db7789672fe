"""The panel of alarms: for each its state, its course, its meaning and the way to act on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from compiler.alarms.alarm_name import AlarmName
from compiler.alarms.alarm_set import AlarmSet
from compiler.alarms.composite_alarm import CompositeAlarm
from compiler.alarms.expression.parser import parse
from compiler.alarms.metric_alarm import Heard, MetricAlarm
from compiler.alarms.simulator.state import State
from compiler.alarms.simulator.timeline import simulate
from markupsafe import Markup

from rft.dashboard.absence import enough
from rft.dashboard.readings import Readings
from rft.page.axis import Axis, moment
from rft.page.plot import SIZE

__all__ = ["AlarmRow", "alarm_rows"]

_MINUTE: Final = 60_000
_STRIP: Final = Markup(
    '<svg class="strip hover" viewBox="0 0 {} 1" preserveAspectRatio="none" aria-hidden="true">{}</svg>'
)
_SPELL: Final = Markup('<rect class="hit {}" x="{}" width="{}" height="1"><title>{}</title></rect>')
_GATE: Final = "gate"
_HEARD: Final[Mapping[Heard, str]] = {
    Heard.SIGNAL: "It is sent through training-signal-bad.",
    Heard.SIGNAL_ONCE_WARM: "It is sent through training-signal-bad, once warmed-up is in ALARM.",
    Heard.SIGNAL_ONCE_LONG: "It is sent through training-signal-bad, once trained-for-hours is in ALARM.",
    Heard.SERVICE: "It is sent through service-bad.",
    Heard.BY_ITSELF: "It is sent by itself. It watches this revision's function alone.",
    Heard.WHILE_IT_TRAINS: "It is sent by itself, whenever nothing trains (alarms.no_data in the experiment).",
    Heard.IF_ENABLED: "It is sent only if you turn its actions on for a job.",
    Heard.NEVER: "It is never sent: it opens the way for other alarms.",
}


@dataclass(frozen=True)
class _Spell:
    """A time in one state; milliseconds since 1970."""

    state: State
    begin: int
    end: int

    @property
    def clock(self) -> str:
        return f"{moment(self.begin)} to {moment(self.end)} UTC"


@dataclass(frozen=True)
class AlarmRow:
    """One alarm, as the page shows it."""

    name: str
    """Without the experiment's name."""
    full_name: str
    state: str
    kind: str
    """Of the style: the state, or ``gate`` for an alarm that is not a fault."""
    waits: str
    """The data that the alarm waits for before it leaves INSUFFICIENT_DATA; empty in other states."""
    strip: Markup
    red: tuple[str, ...]
    """The times in ALARM."""
    meaning: tuple[str, ...]
    """Sentences: the meaning of ALARM, the way to act, the way a person hears of it, the saved query."""


def alarm_rows(properties: Mapping[str, Any], alarms: AlarmSet, found: Readings, times: Axis) -> list[AlarmRow]:
    """Return the rows of an alarm widget, in its order."""
    timeline = simulate(alarms, found.recording, found.minutes)
    known: dict[str, MetricAlarm | CompositeAlarm] = {
        alarm.full_name: alarm for alarm in (*alarms.metric_alarms, *alarms.composites)
    }
    names = [str(arn).rpartition(":")[2] for arn in properties["alarms"]]
    return [_row(known[name], _spells(timeline.states[name], found.start), times) for name in names]


def _row(alarm: MetricAlarm | CompositeAlarm, spells: Sequence[_Spell], times: Axis) -> AlarmRow:
    last = spells[-1].state
    return AlarmRow(
        name=str(alarm.name),
        full_name=alarm.full_name,
        state=_word(alarm, last),
        kind=_kind(alarm, last),
        waits=_waits(alarm) if last is State.INSUFFICIENT_DATA else "",
        strip=_STRIP.format(SIZE, Markup("").join(_bar(alarm, each, times) for each in spells)),
        red=tuple(each.clock for each in spells if each.state is State.ALARM),
        meaning=_meaning(alarm),
    )


def _spells(states: Sequence[State], start: int) -> list[_Spell]:
    spells: list[_Spell] = []
    at = start
    for state, each in groupby(states):
        spells.append(_Spell(state, at, at + _MINUTE * sum(1 for _ in each)))
        at = spells[-1].end
    return spells


def _bar(alarm: MetricAlarm | CompositeAlarm, spell: _Spell, times: Axis) -> Markup:
    x, end = times.share(spell.begin) * SIZE, times.share(spell.end) * SIZE
    said = f"{alarm.name}\n{spell.clock}: {_word(alarm, spell.state)}"
    return _SPELL.format(_kind(alarm, spell.state), round(x, 1), round(end - x, 1), said)


def _is_gate(alarm: MetricAlarm | CompositeAlarm) -> bool:
    return isinstance(alarm, MetricAlarm) and alarm.heard is Heard.NEVER


def _kind(alarm: MetricAlarm | CompositeAlarm, state: State) -> str:
    return _GATE if state is State.ALARM and _is_gate(alarm) else state.value


def _word(alarm: MetricAlarm | CompositeAlarm, state: State) -> str:
    return f"{state.value} (no fault)" if _kind(alarm, state) == _GATE else state.value


def _waits(alarm: MetricAlarm | CompositeAlarm) -> str:
    least = enough(parse(alarm.expression)) if isinstance(alarm, MetricAlarm) and alarm.expression else None
    if least is None or not isinstance(alarm, MetricAlarm):
        return "waits for its first datapoint"
    counted = "groups" if alarm.name is AlarmName.GROUPS_WITHOUT_SPREAD else "samples"
    return f"waits for {least} {counted} in {alarm.period // 60} minutes"


def _meaning(alarm: MetricAlarm | CompositeAlarm) -> tuple[str, ...]:
    if isinstance(alarm, CompositeAlarm):
        return (alarm.description,)
    return (alarm.summary, alarm.runbook, _HEARD[alarm.heard], f"Saved query: {alarm.query}")
