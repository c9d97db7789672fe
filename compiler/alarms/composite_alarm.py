"""``CompositeAlarm``: an alarm over the states of other alarms, and the words its rule is made of."""

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["CompositeAlarm", "all_of", "any_of", "in_alarm"]


@dataclass(frozen=True)
class CompositeAlarm:
    """An alarm that is in ALARM exactly while its rule is true."""

    label: str
    """The experiment's name in metrics, logs and resource names."""
    symptom: str
    description: str
    rule: str
    """CloudWatch's alarm rule: ``ALARM("name")``, ``AND``, ``OR``, ``NOT`` and brackets."""

    @property
    def name(self) -> str:
        """``<experiment>-<symptom>``: its name in CloudWatch."""
        return f"{self.label}-{self.symptom}"


def in_alarm(name: str) -> str:
    """Return the rule that is true while the alarm ``name`` is in ALARM."""
    return f'ALARM("{name}")'


def all_of(rules: Sequence[str]) -> str:
    """Return the rule that is true while all of ``rules``, at least one, are."""
    return _joined(" AND ", rules)


def any_of(rules: Sequence[str]) -> str:
    """Return the rule that is true while any of ``rules``, at least one, is."""
    return _joined(" OR ", rules)


def _joined(word: str, rules: Sequence[str]) -> str:
    # An empty pair of brackets is a rule that CloudWatch refuses at deployment, long after this call.
    if not rules:
        raise ValueError("alarm rule: got no alarms, expected at least one")
    return rules[0] if len(rules) == 1 else f"({word.join(rules)})"
