"""Metrics that CloudWatch Logs makes of Lambda's own lines in an experiment's log group, which all revisions share.

The function itself cannot tell that Lambda ended it, at its timeout or because of a crash. Lambda's own metrics are of
one function, and so of one revision.
"""

from typing import Final, NamedTuple

__all__ = ["FAILED_MILLIS", "LOG_METRICS", "TIMEOUTS", "LogMetric", "log_metric_namespace"]


class LogMetric(NamedTuple):
    """One metric filter."""

    name: str
    pattern: str
    """The lines that count (CloudWatch Logs User Guide, Filter pattern syntax)."""
    value: str
    """The value of each."""
    unit: str
    meaning: str


FAILED_MILLIS: Final = LogMetric(
    "FailedMillis",
    '{ $.type = "platform.report" && $.record.status != "success" }',
    "$.record.metrics.durationMs",
    "Milliseconds",
    "Time of an invocation that ended in an error, in a timeout or in a crash",
)
"""Lambda reports a failure at its log level WARN, a success at INFO (Lambda Developer Guide, Log-level filtering)."""
TIMEOUTS: Final = LogMetric(
    "Timeouts",
    '{ $.type = "platform.report" && $.record.status = "timeout" }',
    "1",
    "Count",
    "An invocation that Lambda ended at its timeout",
)
LOG_METRICS: Final = (FAILED_MILLIS, TIMEOUTS)


def log_metric_namespace(label: str) -> str:
    """Return the namespace of one experiment: Lambda's lines have no field that could be a metric dimension."""
    return f"NovaReward/{label}"
