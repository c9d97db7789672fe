"""Reads log events from a file of log lines, or from a log group."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final, cast

from botocore.exceptions import ClientError

from rft.failures import CallError
from rft.insights.events import LATEST, LogEvent

_WRITTEN_AT: Final = re.compile(
    r'"(?:timestamp|time)":\s*"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d))"'
)
_EXPORTED_AT: Final = re.compile(r'"timestamp":\s*\d')


def file_events(file: Path) -> list[LogEvent]:
    """Return an event for each line of a file that is not empty, in the file's order.

    A line is either as a function wrote it, or a JSON object with ``timestamp`` (milliseconds), ``message`` and
    perhaps ``logStreamName``, as ``aws logs`` prints it. The file may also be one ``{"events": [...]}``. A line without
    a time gets that of the line before it; the first lines get that of the line after them, or of the file.

    Raises:
        CallError: the file cannot be read.
    """
    try:
        content = file.read_text(encoding="utf-8", errors="replace")
        changed_at = int(file.stat().st_mtime * 1000)
    except OSError as error:
        raise CallError(f"log file {str(file)!r}: {error.strerror}; expected a file of log lines") from None
    exported = _exported_page(content)
    if exported is not None:
        return exported
    lines = [line for line in content.split("\n") if line.strip()]
    return list(_timed([_exported(line) or _written(line) for line in lines], changed_at))


def target_events(logs_client: Any, log_group: str, account: str, since_millis: int) -> Iterator[LogEvent]:
    """Yield the events of a log group since a moment.

    Raises:
        CallError: there is no such log group.
    """
    pages = logs_client.get_paginator("filter_log_events").paginate(logGroupName=log_group, startTime=since_millis)
    try:
        for page in pages:
            for event in cast("list[Mapping[str, Any]]", page["events"]):
                yield _of_api(event, f"{account}:{log_group}")
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") != "ResourceNotFoundException":
            raise
        raise CallError(f"logs: there is no log group {log_group!r}; deploy the experiment first") from None


def _of_api(event: Mapping[str, Any], group: str = "") -> LogEvent:
    stream = event.get("logStreamName") or event.get("logStream") or ""
    return LogEvent(_bounded(event["timestamp"]), str(event["message"]).rstrip("\n"), str(stream), group)


def _bounded(millis: int) -> int:
    return min(max(millis, 0), LATEST)


def _exported_page(content: str) -> list[LogEvent] | None:
    if not content.lstrip().startswith("{") or '"events"' not in content[:10_000]:
        return None
    try:
        page: object = json.loads(content)
    except (ValueError, RecursionError):
        return None
    events: object = cast("dict[str, object]", page).get("events") if isinstance(page, dict) else None
    if not isinstance(events, list) or not all(_is_exported(event) for event in cast("list[object]", events)):
        return None
    return [_of_api(event) for event in cast("list[Mapping[str, Any]]", events)]


def _is_exported(event: object) -> bool:
    if not isinstance(event, dict):
        return False
    fields = cast("dict[str, object]", event)
    timestamp = fields.get("timestamp")
    return isinstance(timestamp, int) and not isinstance(timestamp, bool) and isinstance(fields.get("message"), str)


def _exported(line: str) -> LogEvent | None:
    if _EXPORTED_AT.search(line) is None:
        return None
    try:
        event: object = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return _of_api(cast("Mapping[str, Any]", event)) if _is_exported(event) else None


def _written(line: str) -> LogEvent | str:
    """Return an event if the line holds its time, else the line."""
    found = _WRITTEN_AT.search(line)
    try:
        return LogEvent(_bounded(round(datetime.fromisoformat(found[1]).timestamp() * 1000)), line) if found else line
    except (ValueError, OverflowError):
        return line


def _timed(lines: list[LogEvent | str], otherwise: int) -> Iterator[LogEvent]:
    at = next((line.timestamp for line in lines if isinstance(line, LogEvent)), otherwise)
    for line in lines:
        event = LogEvent(at, line) if isinstance(line, str) else line
        at = event.timestamp
        yield event
