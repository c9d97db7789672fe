"""Makes metrics of log lines in CloudWatch's embedded metric format, as CloudWatch Logs does."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple, cast

from localaws.overlay.hooks import part

__all__ = ["MetricValue", "install", "values_of"]

_MARK: Final = '"_aws"'


class MetricValue(NamedTuple):
    """One value of one metric."""

    namespace: str
    name: str
    dimensions: Mapping[str, str]
    seconds: float
    """Time, in seconds since 1970."""
    unit: str
    value: float


def install() -> None:
    """Read every event that reaches a log group."""
    logs, cloudwatch = part("services.cloudwatch_logs"), part("services.cloudwatch")
    stock = logs._fanout_to_subscription_filters

    def fan_out(group_name: str, stream_name: str, events: Sequence[Mapping[str, Any]]) -> None:
        stock(group_name, stream_name, events)
        for each in values_of(str(event.get("message", "")) for event in events):
            cloudwatch._store_datum(
                each.namespace, each.name, dict(each.dimensions), each.seconds, each.unit, each.value, None, None, None
            )

    logs._fanout_to_subscription_filters = fan_out


def values_of(messages: Iterable[str]) -> Iterator[MetricValue]:
    """Yield every metric value of the lines in the format. Ignore any other line, as CloudWatch does."""
    for message in messages:
        if _MARK in message:
            try:
                yield from list(_of_line(json.loads(message)))
            except (ValueError, KeyError, TypeError, AttributeError):
                # CloudWatch counts such a line in EMFParsingErrors or EMFValidationErrors, and continues.
                continue


def _of_line(line: Mapping[str, Any]) -> Iterator[MetricValue]:
    described = line["_aws"]
    seconds = described["Timestamp"] / 1000
    for directive in described["CloudWatchMetrics"]:
        for keys in directive["Dimensions"]:
            dimensions = {key: str(line[key]) for key in keys}
            for metric in directive["Metrics"]:
                found: object = line[metric["Name"]]
                for value in cast("list[object]", found) if isinstance(found, list) else [found]:
                    unit = metric.get("Unit", "None")
                    yield MetricValue(directive["Namespace"], metric["Name"], dimensions, seconds, unit, _number(value))


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(value)
    return float(value)
