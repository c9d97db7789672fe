"""``CompositeAlarm``: an alarm over the states of other alarms, and the parts of its rule."""

from collections.abc import Sequence
from dataclasses import dataclass

from compiler.alarms.alarm_name import AlarmName
from compiler.naming import alarm_prefix

__all__ = ["CompositeAlarm", "all_of", "any_of", "in_alarm"]


@dataclass(frozen=True)
class CompositeAlarm:
    """An alarm that is in ALARM exactly while its rule is true."""

    label: str
    """The experiment's name in metrics, logs and resource names."""
    name: AlarmName
    description: str
    rule: str
    """CloudWatch's alarm rule: ``ALARM("name")``, ``AND``, ``OR``, ``NOT`` and brackets."""

    @property
    def full_name(self) -> str:
        """``nova-reward/<experiment>/<name>``: its name in CloudWatch."""
        return f"{alarm_prefix(self.label)}{self.name}"


def in_alarm(name: str) -> str:
    """Return the rule that is true while the alarm of the full name ``name`` is in ALARM."""
    return f'ALARM("{name}")'


def all_of(rules: Sequence[str]) -> str:
    """Return the rule that is true while all of ``rules``, at least one, are."""
    return _joined(" AND ", rules)


def any_of(rules: Sequence[str]) -> str:
    """Return the rule that is true while any of ``rules``, at least one, is."""
    return _joined(" OR ", rules)


def _joined(word: str, rules: Sequence[str]) -> str:
    # CloudWatch would refuse an empty pair of brackets only at deployment.
    if not rules:
        raise ValueError("alarm rule: got no alarms, expected at least one")
    return rules[0] if len(rules) == 1 else f"({word.join(rules)})"
