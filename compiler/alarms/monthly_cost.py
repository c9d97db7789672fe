"""The monthly cost of watching one experiment: metrics, alarms, dashboard and key, in US dollars."""

from dataclasses import dataclass
from typing import Final

from compiler.alarms.alarm_set import AlarmSet
from compiler.alarms.limits import SUBMINUTE
from compiler.prices import price
from compiler.telemetry.log_metrics import LOG_METRICS

__all__ = ["MOST_CUSTOM_METRICS", "PRICES", "Line", "monthly_cost"]

MOST_CUSTOM_METRICS: Final = 26
"""Custom metrics that an experiment may have."""


_ITEMS: Final = (
    "custom metric",
    "metric of an alarm",
    "metric of a high-resolution alarm",
    "composite alarm",
    "dashboard",
    "key",
)
PRICES: Final = {item: price(item) for item in _ITEMS}
"""Of one, a month."""


@dataclass(frozen=True)
class Line:
    """One line of the sum."""

    item: str
    """A key of ``PRICES``."""
    count: int

    @property
    def usd(self) -> float:
        """US dollars a month."""
        return self.count * PRICES[self.item].usd


def monthly_cost(alarms: AlarmSet, custom_metrics: int) -> tuple[Line, ...]:
    """Return the lines that are not zero. E-mail and the key's requests are left out: they cost less than a cent.

    Args:
        alarms: the experiment's alarms.
        custom_metrics: custom metrics that its function emits. Those that its log group makes come on top.
    """
    fast = sum(len(alarm.metrics) for alarm in alarms.metric_alarms if alarm.period in SUBMINUTE)
    every = sum(len(alarm.metrics) for alarm in alarms.metric_alarms)
    counts = {
        "custom metric": custom_metrics + len(LOG_METRICS),
        "metric of an alarm": every - fast,
        "metric of a high-resolution alarm": fast,
        "composite alarm": len(alarms.composites),
        "dashboard": 1,
        "key": 1,
    }
    return tuple(Line(item, count) for item, count in counts.items() if count)
