"""Alarms on metric maths and composite alarms: MiniStack's API takes them, its CloudFormation does not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from localaws.overlay.hooks import part

__all__ = ["ALARM", "COMPOSITE", "install"]

ALARM: Final = "AWS::CloudWatch::Alarm"
COMPOSITE: Final = "AWS::CloudWatch::CompositeAlarm"

Properties = dict[str, Any]
Created = tuple[str, Mapping[str, str]]
"""Physical id and attributes."""


def install() -> None:
    """Send composite alarms and alarms on metric maths to the API. Leave any other alarm to MiniStack."""
    handlers = part("services.cloudformation.provisioners")._RESOURCE_HANDLERS
    handlers[COMPOSITE] = {"create": _create_composite, "update": _update_composite, "delete": _delete}
    stock = handlers[ALARM]
    handlers[ALARM] = {**stock, "create": _create(stock["create"]), "update": _update(stock["update"])}


def _create_composite(_logical_id: str, properties: Properties, _stack_name: str) -> Created:
    return _put(part("services.cloudwatch")._put_composite_alarm, properties)


def _update_composite(_physical_id: str, _old: Properties, new: Properties, *_rest: Any) -> Created:
    return _put(part("services.cloudwatch")._put_composite_alarm, new)


def _delete(name: str, _properties: Properties) -> None:
    _answer(part("services.cloudwatch")._delete_alarms({}, {"AlarmNames": [name]}, False, True))


def _create(stock: Callable[..., Created]) -> Callable[..., Created]:
    def create(logical_id: str, properties: Properties, stack_name: str) -> Created:
        return _put_maths(properties) if properties.get("Metrics") else stock(logical_id, properties, stack_name)

    return create


def _update(stock: Callable[..., Created]) -> Callable[..., Created]:
    def update(physical_id: str, old: Properties, new: Properties, *rest: Any) -> Created:
        return _put_maths(new) if new.get("Metrics") else stock(physical_id, old, new, *rest)

    return update


def _put_maths(properties: Properties) -> Created:
    cloudwatch = part("services.cloudwatch")
    created = _put(cloudwatch._put_metric_alarm, properties)
    # The API drops them, and then the alarm would not show its metrics.
    cloudwatch._alarms[created[0]]["Metrics"] = properties["Metrics"]
    return created


def _put(api: Callable[..., Any], properties: Properties) -> Created:
    # CloudFormation's properties have the names of the API's parameters. The API refuses CloudFormation's own tags.
    given: list[dict[str, str]] = properties.get("Tags") or []
    tags = [tag for tag in given if not tag["Key"].startswith("aws:")]
    _answer(api({}, {**properties, "Tags": tags}, False, True))
    name = str(properties["AlarmName"])
    core = part("core.responses")
    return name, {"Arn": f"arn:aws:cloudwatch:{core.get_region()}:{core.get_account_id()}:alarm:{name}"}


def _answer(response: tuple[int, Any, Any]) -> None:
    status, _, body = response
    if status >= 400:
        raise ValueError(f"CloudWatch answered {status}: {body!r}")
