"""``Alarms``: the experiment's alarms as they stand: which are red, and how ``no-data`` stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from compiler.alarms.alarm_name import AlarmName
from compiler.naming import alarm_prefix

from rft.lifecycle.place import Place

__all__ = ["Alarms", "alarms_of"]

_GATES: Final = frozenset({AlarmName.WARMED_UP, AlarmName.TRAINED_FOR_HOURS})
"""Their ALARM is not a fault."""
_RED: Final = "ALARM"


@dataclass(frozen=True)
class Alarms:
    """At one moment."""

    red: tuple[str, ...]
    """Names without the experiment's, ``no-data`` and the gates apart."""
    no_data: str
    """CloudWatch's word for the state of ``no-data``; empty if it is not deployed."""
    no_data_is_sent: bool
    """Whether its actions are turned on."""

    @property
    def silence(self) -> str:
        """How ``no-data`` stands, in words."""
        if not self.no_data:
            return "no-data is not deployed"
        on = "on" if self.no_data_is_sent else "off, alarms.no_data or docs/alarms.md turns them on"
        return f"no-data is {self.no_data}, its actions are {on}"


def alarms_of(place: Place, label: str) -> Alarms:
    """Return the alarms of the experiment, of all revisions."""
    red: list[str] = []
    silent: dict[str, Any] = {}
    for alarm in _described(place, alarm_prefix(label)):
        name = str(alarm["AlarmName"]).removeprefix(alarm_prefix(label))
        if name == AlarmName.NO_DATA:
            silent = alarm
        elif alarm["StateValue"] == _RED and name not in _GATES:
            red.append(name)
    return Alarms(tuple(sorted(red)), str(silent.get("StateValue", "")), bool(silent.get("ActionsEnabled")))


def _described(place: Place, prefix: str) -> Iterator[dict[str, Any]]:
    client = place.client("cloudwatch")
    both = ["MetricAlarm", "CompositeAlarm"]
    for page in client.get_paginator("describe_alarms").paginate(AlarmNamePrefix=prefix, AlarmTypes=both):
        yield from page.get("MetricAlarms", [])
        yield from page.get("CompositeAlarms", [])
