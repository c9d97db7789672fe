"""Lists the things that an experiment may leave in an account, by name.

A topic's key has no name, and AWS deletes it only days after its stack is gone; it is not listed.
"""

from collections.abc import Callable, Iterator
from typing import Any, Final

from rft.lifecycle.place import Place

_LISTED: Final = (
    ("lambda", "list_functions", "Functions", "FunctionName"),
    ("lambda", "list_layers", "Layers", "LayerName"),
    ("iam", "list_roles", "Roles", "RoleName"),
    ("logs", "describe_log_groups", "logGroups", "logGroupName"),
    ("cloudwatch", "list_dashboards", "DashboardEntries", "DashboardName"),
    ("cloudwatch", "describe_alarms", "MetricAlarms", "AlarmName"),
    ("sns", "list_topics", "Topics", "TopicArn"),
    ("cloudformation", "describe_stacks", "Stacks", "StackName"),
)
"""Service, operation, key of the list, key of the name."""


def leftovers(place: Place, is_ours: Callable[[str], bool]) -> list[str]:
    """Return the sorted names that ``is_ours`` accepts, of every kind of resource that the kit gives a name."""
    return sorted(name for name in _names(place) if is_ours(name))


def _names(place: Place) -> Iterator[str]:
    for service, operation, items, key in _LISTED:
        for page in place.client(service).get_paginator(operation).paginate():
            there = (each for each in page.get(items, []) if each.get("StackStatus") != "DELETE_COMPLETE")
            yield from (_name(each, key) for each in there)
    for page in place.client("iam").get_paginator("list_policies").paginate(Scope="Local"):
        yield from (str(each["PolicyName"]) for each in page["Policies"])
    yield from _saved_queries(place.client("logs"))
    composites = place.client("cloudwatch").get_paginator("describe_alarms").paginate(AlarmTypes=["CompositeAlarm"])
    yield from (str(each["AlarmName"]) for page in composites for each in page.get("CompositeAlarms", []))


def _saved_queries(logs: Any) -> Iterator[str]:
    """Yield the name of each; boto3 has no paginator for them."""
    page = logs.describe_query_definitions()
    while True:
        yield from (str(each["name"]) for each in page["queryDefinitions"])
        if not (token := page.get("nextToken")):
            return
        page = logs.describe_query_definitions(nextToken=token)


def _name(described: dict[str, Any], key: str) -> str:
    return str(described[key]).rpartition(":")[2] if key.endswith("Arn") else str(described[key])
