"""``Readings``: log events -> the values of every metric in them, by minute.

The kit's own metrics are in lines of the embedded metric format. Lambda's own counts (invocations, errors, durations)
are derived from its report lines and from our failure lines, because the log has no other trace of them.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from compiler.alarms.simulator.recording import Identity, Recording

from rft.failures import CallError
from rft.insights.events import LogEvent

__all__ = ["Readings", "readings"]

_MINUTE: Final = 60_000
_EMBEDDED: Final = '"_aws"'
_FAILURE: Final = '"event": "failure"'
_TEXT_REPORT: Final = re.compile(r"REPORT RequestId: .*?\tDuration: ([0-9.]+) ms")
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


def readings(events: Iterable[LogEvent], function_name: str) -> Readings:
    """Return the values in the events.

    Args:
        events: those of one experiment's log group.
        function_name: the function to which Lambda's own counts belong.

    Raises:
        CallError: no event holds a metric.
    """
    found = [reading for event in events for reading in _of_event(event, function_name)]
    if not found:
        raise CallError("dashboard: got no line with a metric, expected log lines of the function")
    first = min(at for _, at, _ in found) // _MINUTE
    last = max(at for _, at, _ in found) // _MINUTE
    values: dict[Identity, dict[int, list[float]]] = {}
    for identity, at, value in found:
        values.setdefault(identity, {}).setdefault(at // _MINUTE - first, []).append(value)
    return Readings(Recording(values), first * _MINUTE, last - first + 1)


def _of_event(event: LogEvent, function_name: str) -> Iterator[_Reading]:
    message = event.message
    metric_dimensions = (("FunctionName", function_name),)

    def counted(name: str, value: float) -> _Reading:
        return ("AWS/Lambda", name, metric_dimensions), event.timestamp, value

    if _EMBEDDED in message:
        yield from _embedded(message)
    elif _FAILURE in message:
        yield counted("Errors", 1.0)
    elif (millis := _duration(message)) is not None:
        yield counted("Invocations", 1.0)
        yield counted("Errors", 0.0)
        yield counted("Duration", millis)


def _duration(message: str) -> float | None:
    found = _TEXT_REPORT.search(message)
    if found is not None:
        return float(found[1])
    if _JSON_REPORT not in message:
        return None
    line = _object(message)
    try:
        return float(line["record"]["metrics"]["durationMs"])
    except (KeyError, TypeError, ValueError):
        return None


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
