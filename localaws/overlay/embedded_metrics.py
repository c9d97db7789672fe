"""Log lines in CloudWatch's embedded metric format -> metrics, as CloudWatch Logs makes them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple, cast

from localaws.overlay.hooks import part

__all__ = ["Value", "install", "values_of"]

_MARK: Final = '"_aws"'


class Value(NamedTuple):
    """One value of one metric."""

    namespace: str
    name: str
    dimensions: Mapping[str, str]
    seconds: float
    """When, since 1970."""
    unit: str
    value: float


def install() -> None:
    """Look through every event that reaches a log group."""
    logs, cloudwatch = part("services.cloudwatch_logs"), part("services.cloudwatch")
    stock = logs._fanout_to_subscription_filters

    def fan_out(group_name: str, stream_name: str, events: Sequence[Mapping[str, Any]]) -> None:
        stock(group_name, stream_name, events)
        for each in values_of(str(event.get("message", "")) for event in events):
            cloudwatch._store_datum(
                each.namespace, each.name, dict(each.dimensions), each.seconds, each.unit, each.value, None, None, None
            )

    logs._fanout_to_subscription_filters = fan_out


def values_of(messages: Iterable[str]) -> Iterator[Value]:
    """Yield every value of every line that follows the format; a line that does not brings none, as in CloudWatch."""
    for message in messages:
        if _MARK in message:
            try:
                yield from list(_of_line(json.loads(message)))
            except (ValueError, KeyError, TypeError, AttributeError):
                # CloudWatch counts such a line in EMFParsingErrors or EMFValidationErrors and goes on.
                continue


def _of_line(line: Mapping[str, Any]) -> Iterator[Value]:
    described = line["_aws"]
    seconds = described["Timestamp"] / 1000
    for directive in described["CloudWatchMetrics"]:
        for keys in directive["Dimensions"]:
            dimensions = {key: str(line[key]) for key in keys}
            for metric in directive["Metrics"]:
                found: object = line[metric["Name"]]
                for value in cast("list[object]", found) if isinstance(found, list) else [found]:
                    unit = metric.get("Unit", "None")
                    yield Value(directive["Namespace"], metric["Name"], dimensions, seconds, unit, _number(value))


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(value)
    return float(value)
