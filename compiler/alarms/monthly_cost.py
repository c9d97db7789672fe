"""The monthly cost of watching one experiment: metrics, alarms, dashboard and key, in US dollars."""

from dataclasses import dataclass
from typing import Final

from compiler.alarms.alarm_set import AlarmSet
from compiler.alarms.limits import SUBMINUTE
from compiler.telemetry.log_metrics import LOG_METRICS

__all__ = ["MOST_CUSTOM_METRICS", "PRICES", "Line", "monthly_cost"]

MOST_CUSTOM_METRICS: Final = 26
"""Custom metrics that an experiment may have."""


@dataclass(frozen=True)
class Price:
    """A list price of us-east-1, without the free tier."""

    usd: float
    """Of one, a month."""
    source: str


_SECONDARY = "Amazon CloudWatch pricing, from secondary sources of 2026-06, read 2026-11-24"
PRICES: Final = {
    "custom metric": Price(0.30, f"{_SECONDARY}; the first 10,000, billed for each hour in which values came"),
    "metric of an alarm": Price(0.10, f"{_SECONDARY}; an alarm on an expression counts each metric (billing guide)"),
    "metric of a high-resolution alarm": Price(0.30, _SECONDARY),
    "composite alarm": Price(0.50, _SECONDARY),
    "dashboard": Price(3.00, _SECONDARY),
    "key": Price(1.00, "AWS KMS pricing, read 2026-11-24; 1.00 more after the first and the second yearly rotation"),
}


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
