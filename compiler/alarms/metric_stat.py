"""``MetricStat``: one CloudWatch metric, with the statistic and period at which an alarm reads it."""

import re
from dataclasses import dataclass
from typing import Final

__all__ = [
    "DAY",
    "FIVE_MINUTES",
    "HALF_HOUR",
    "MINUTE",
    "PLAIN_STATISTICS",
    "QUARTER_HOUR",
    "TWO_HOURS",
    "MetricStat",
    "percentile_of",
]

MINUTE, FIVE_MINUTES, QUARTER_HOUR, HALF_HOUR, TWO_HOURS, DAY = 60, 300, 900, 1800, 7200, 86_400
"""Periods of alarms, in seconds."""

PLAIN_STATISTICS: Final = ("Average", "Sum", "SampleCount", "Minimum", "Maximum")
"""Statistics of ``PutMetricAlarm``'s ``Statistic``; any other one is an ``ExtendedStatistic``."""

_PERCENTILE = re.compile(r"p(100|\d{1,2}(?:\.\d{1,10})?)")


@dataclass(frozen=True)
class MetricStat:
    """A metric's identity, and how its raw values become one datapoint a period."""

    namespace: str
    """Namespace, such as ``AWS/Lambda``."""
    name: str
    """Name within the namespace."""
    metric_dimensions: tuple[tuple[str, str], ...]
    """CloudWatch's dimensions, as names and values; together with namespace and name they identify the metric."""
    statistic: str
    """One of ``PLAIN_STATISTICS``, or a percentile such as ``p95`` (at most ten decimal places)."""
    period: int
    """Seconds of one datapoint: 10, 20, 30 or a multiple of 60 (API reference, PutMetricAlarm)."""

    def __post_init__(self) -> None:
        """Raise ``ValueError`` for a statistic that no alarm here uses and the simulator does not know."""
        if self.statistic not in PLAIN_STATISTICS and percentile_of(self.statistic) is None:
            raise ValueError(
                f"metric {self.name}: statistic: got {self.statistic!r}, expected one of "
                f"{', '.join(PLAIN_STATISTICS)} or a percentile such as 'p95'"
            )

    @property
    def identity(self) -> tuple[str, str, tuple[tuple[str, str], ...]]:
        """The key under which CloudWatch stores values: namespace, name, metric dimensions."""
        return self.namespace, self.name, self.metric_dimensions


def percentile_of(statistic: str) -> float | None:
    """Return 95.0 for ``p95``; return ``None`` for a statistic that is not a percentile."""
    found = _PERCENTILE.fullmatch(statistic)
    return float(found[1]) if found else None
