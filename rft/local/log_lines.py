"""The last lines of an experiment's log group."""

from typing import Any

from botocore.exceptions import ClientError

from rft.failures import CallError


def last_lines(logs_client: Any, log_group: str, count: int) -> list[str]:
    """Return the newest ``count`` lines of all streams of the group, oldest first.

    Raises:
        CallError: there is no such log group.
    """
    events: list[dict[str, Any]] = []
    try:
        for page in logs_client.get_paginator("filter_log_events").paginate(logGroupName=log_group):
            events.extend(page["events"])
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") != "ResourceNotFoundException":
            raise
        raise CallError(f"logs: there is no log group {log_group!r}; deploy the experiment first") from None
    # Sorting is stable, so lines with the same timestamp keep the order of their stream.
    events.sort(key=lambda event: event["timestamp"])
    return [str(event["message"]).rstrip() for event in events[-count:]]
