"""``Readings``: log events -> the values of every metric in them, by minute.

The kit's own metrics are in lines of the embedded metric format. Those that CloudWatch Logs makes of Lambda's reports
are made here alike. A log without such reports, such as the local target's, has our own lines of failures instead.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from compiler.alarms.simulator.recording import Identity, Recording
from compiler.telemetry.log_metrics import FAILED_MILLIS, TIMEOUTS, log_metric_namespace

from rft.failures import CallError
from rft.insights.events import LogEvent

__all__ = ["Readings", "readings"]

_MINUTE: Final = 60_000
_EMBEDDED: Final = '"_aws"'
_FAILURE: Final = '"event": "failure"'
_JSON_REPORT: Final = '"platform.report"'

_Reading = tuple[Identity, int, float]
"""Metric, milliseconds since 1970, value."""


@dataclass(frozen=True)
class Readings:
    """The values of all metrics."""

    recording: Recording
    """By minute, counted from ``start``."""
    start: int
    """Milliseconds since 1970 of the first minute."""
    minutes: int
    """From the first to the last minute, at least 1."""


def readings(events: Iterable[LogEvent], label: str) -> Readings:
    """Return the values in the events.

    Args:
        events: those of one experiment's log group.
        label: the experiment.

    Raises:
        CallError: no event holds a metric.
    """
    seen = list(events)
    reported = any(_JSON_REPORT in event.message for event in seen)
    found = [reading for event in seen for reading in _of_event(event, log_metric_namespace(label), reported)]
    if not found:
        raise CallError("dashboard: got no line with a metric, expected log lines of the function")
    first = min(at for _, at, _ in found) // _MINUTE
    last = max(at for _, at, _ in found) // _MINUTE
    values: dict[Identity, dict[int, list[float]]] = {}
    for identity, at, value in found:
        values.setdefault(identity, {}).setdefault(at // _MINUTE - first, []).append(value)
    return Readings(Recording(values), first * _MINUTE, last - first + 1)


def _of_event(event: LogEvent, namespace: str, reported: bool) -> Iterator[_Reading]:
    message = event.message
    if _EMBEDDED in message:
        yield from _embedded(message)
    elif _JSON_REPORT in message:
        for name, value in _failed(message):
            yield (namespace, name, ()), event.timestamp, value
    elif _FAILURE in message and not reported:
        # Such a line does not say how long the invocation took.
        yield (namespace, FAILED_MILLIS.name, ()), event.timestamp, 0.0


def _failed(message: str) -> Iterator[tuple[str, float]]:
    """Yield the values that the metric filters of the log group take from one of Lambda's reports."""
    line = _object(message)
    try:
        record = line["record"]
        if record["status"] == "success":
            return
        yield FAILED_MILLIS.name, float(record["metrics"]["durationMs"])
        if record["status"] == "timeout":
            yield TIMEOUTS.name, 1.0
    except (KeyError, TypeError, ValueError):
        return


def _embedded(message: str) -> Iterator[_Reading]:
    line = _object(message)
    try:
        described = line["_aws"]
        for directive in described["CloudWatchMetrics"]:
            (keys,) = directive["Dimensions"]
            metric_dimensions = tuple((str(key), str(line[key])) for key in keys)
            for metric in directive["Metrics"]:
                for value in line[metric["Name"]]:
                    identity = (str(directive["Namespace"]), str(metric["Name"]), metric_dimensions)
                    yield identity, int(described["Timestamp"]), float(value)
    except (KeyError, TypeError, ValueError):
        return  # CloudWatch drops such a line too


def _object(message: str) -> Mapping[str, Any]:
    try:
        found: object = json.loads(message)
    except (ValueError, RecursionError):
        return {}
    return cast("Mapping[str, Any]", found) if isinstance(found, dict) else {}
