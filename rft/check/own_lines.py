"""``OwnLines``: the log lines of this check's own calls, even if others call the function meanwhile."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, cast

from reward_runtime.names import BatchFields, HeadFields, SampleFields
from reward_runtime.telemetry.fields import Event

from rft.check.subject import Subject

__all__ = ["OwnLines", "Report", "own_lines"]

_REST: Final = '{ ($.event = "batch") || ($.type = "platform.report") }'
_REPORT: Final = re.compile(
    r"REPORT RequestId: (?P<request>\S+)\tDuration: (?P<duration>[0-9.]+) ms\t.*?Memory Size: (?P<size>\d+) MB\t"
    r"Max Memory Used: (?P<used>\d+) MB(?:\tInit Duration: (?P<init>[0-9.]+) ms)?"
)
Line = Mapping[str, Any]


@dataclass(frozen=True)
class Report:
    """Lambda's report of one call."""

    millis: float
    memory_mb: int
    used_mb: int
    """0 if it was not measured."""
    init_millis: float | None
    """Time of the init; None if the call met a warm environment."""
    work_millis: float | None = None
    """Time of the scoring, from the batch's own line."""


@dataclass(frozen=True)
class OwnLines:
    """The lines that the calls of one check left in the log."""

    samples: Mapping[str, Line]
    """By the id that was sent."""
    batches: Mapping[str, Line]
    """By the request that they are of, as is each of the following."""
    reports: Mapping[str, Report]
    all_batches: tuple[Line, ...]
    """Everybody's, own ones among them, since the check started."""

    def request_of(self, sample_id: str) -> str | None:
        """Return the request in which a sample was scored; None if its line is not there."""
        line = self.samples.get(sample_id)
        return None if line is None else str(line.get(HeadFields.REQUEST_ID.name))


def own_lines(subject: Subject) -> OwnLines:
    """Read the lines since the check started; raises ``ClientError`` if the caller may not."""
    samples = {
        str(line[SampleFields.ID.name]): line
        for message in _messages(subject, f'{{ $.id = "{subject.mark}*" }}')
        if subject.mark in message
        and (line := _parsed(message)) is not None
        and str(line.get(SampleFields.ID.name, "")).startswith(subject.mark)
    }
    requests = {str(line.get(HeadFields.REQUEST_ID.name)) for line in samples.values()}
    batches: list[Line] = []
    reports: dict[str, Report] = {}
    for message in _messages(subject, _REST):
        line = _parsed(message)
        if line is not None and line.get(HeadFields.EVENT.name) == Event.BATCH:
            batches.append(line)
        elif (found := _report(message, line)) is not None and found[0] in requests:
            reports[found[0]] = found[1]
    own = {request: line for line in batches if (request := str(line.get(HeadFields.REQUEST_ID.name))) in requests}
    worked = {
        request: replace(report, work_millis=own[request].get(BatchFields.MILLIS.name) if request in own else None)
        for request, report in reports.items()
    }
    return OwnLines(samples, own, worked, tuple(batches))


def _messages(subject: Subject, pattern: str) -> Iterator[str]:
    """Yield the messages that match. The local target knows no such patterns and returns every line."""
    pages = subject.place.client("logs").get_paginator("filter_log_events")
    started = int(subject.started.timestamp() * 1000)
    group = subject.compiled.log_group_name
    for page in pages.paginate(logGroupName=group, startTime=started, filterPattern=pattern):
        yield from (str(event["message"]) for event in page["events"])


def _parsed(message: str) -> Line | None:
    try:
        line: object = json.loads(message)
    except ValueError:
        return None
    return cast("dict[str, Any]", line) if isinstance(line, dict) else None


def _report(message: str, line: Line | None) -> tuple[str, Report] | None:
    """Return the request and the report of Lambda's line, in JSON or, on the local target, in text."""
    if line is None:
        found = _REPORT.search(message)
        if found is None:
            return None
        init = found["init"]
        report = Report(float(found["duration"]), int(found["size"]), int(found["used"]), float(init) if init else None)
        return found["request"], report
    record = line.get("record")
    if line.get("type") != "platform.report" or not isinstance(record, dict):
        return None
    told = cast("dict[str, Any]", record)
    metrics: Mapping[str, Any] = told.get("metrics") or {}
    report = Report(
        float(metrics.get("durationMs", 0)),
        int(metrics.get("memorySizeMB", 0)),
        int(metrics.get("maxMemoryUsedMB", 0)),
        metrics.get("initDurationMs"),
    )
    return str(told.get("requestId")), report
