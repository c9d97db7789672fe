"""The lines and metrics of a check are its own: nobody else's traffic makes them good."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timezone
from typing import Any

import pytest

from rft.check import traces
from rft.check.margins import margin_findings
from rft.check.own_lines import Report
from rft.check.traces import trace_findings
from rft.doctor.finding import Finding
from rft.lifecycle.place import Place
from rft.road import Road
from tests.rft.check.test_check import subject
from tests.rft.invoke.function import Function, pipeline

REPORT = "REPORT RequestId: {}\tDuration: {} ms\tBilled Duration: 9 ms\tMemory Size: 512 MB\tMax Memory Used: {} MB"


def others() -> list[dict[str, Any]]:
    """The traces of another caller at this moment."""
    now = datetime.now(timezone.utc).isoformat()
    return [
        {"event": "sample", "id": "check-someone-group-0", "request_id": "other"},
        {"event": "sample", "id": "tweet-1", "request_id": "other"},
        {"event": "batch", "request_id": "other", "groups": 1, "timestamp": now},
    ]


class Cloud:
    """CloudWatch as far as a check sees it: the lines that the function wrote, and how many values a metric has."""

    def __init__(self, *, arrives: bool = True, values: int | None = None, report: str = REPORT) -> None:
        self.function = Function(pipeline)
        self.arrives, self.values, self.report = arrives, values, report

    def __call__(self, service: str) -> Any:
        return {"logs": self, "cloudwatch": self}[service]

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Everybody's lines; the function's have no request id here, as no Lambda calls it, so they get one."""
        own = [json.loads(line) for line in self.function.log.getvalue().splitlines()] if self.arrives else []
        return [*({**line, "request_id": "own"} for line in own if "event" in line), *others()]

    def get_paginator(self, _: str) -> "Cloud":
        return self

    def paginate(self, **_: object) -> Iterator[dict[str, Any]]:
        events = [json.dumps(line) for line in self.lines]
        events += [self.report.format("own", 40, 90), self.report.format("other", 59_999, 511)]
        yield {"events": [{"message": message} for message in events]}

    def get_metric_statistics(self, **_: object) -> dict[str, Any]:
        count = sum(line["event"] == "batch" for line in self.lines) if self.values is None else self.values
        return {"Datapoints": [{"SampleCount": count}]}


def looked(cloud: Cloud, road: Road = Road.TRAINING) -> dict[str, Finding]:
    place = Place("local", "000000000000", "us-east-1", cloud)
    asked = subject(pipeline, place)
    asked = replace(asked, client=cloud.function)
    return {each.what: each for each in trace_findings(asked, road)}


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(traces, "_PATIENCE_SECONDS", {"local": 0.0})
    monkeypatch.setattr(traces, "_PAUSE_SECONDS", {"local": 0.0})


def test_own_lines_metrics_groups_and_reports_are_good() -> None:
    findings = looked(Cloud())
    assert [each.what for each in findings.values() if each.state != "good"] == ["cold start"], findings
    assert list(findings) == ["log lines", "metrics", "groups", "time", "memory", "cold start"]
    assert findings["time"].says == "at most 0.04 of 60 s"


def test_lines_of_other_callers_are_not_those_of_the_check() -> None:
    findings = looked(Cloud(arrives=False))
    assert [(each.what, each.state) for each in findings.values()] == [("log lines", "bad")]


def test_values_of_other_callers_do_not_stand_for_a_lost_one() -> None:
    """Two batches are in the log, another caller's and the check's, and a metric has one value."""
    assert looked(Cloud(values=1))["metrics"].state == "warning"


def test_a_road_of_single_samples_has_no_groups() -> None:
    assert looked(Cloud(), Road.HYPERPOD)["groups"].state == "warning"


def test_a_report_in_json_is_read_too() -> None:
    record = {"requestId": "{}", "metrics": {"durationMs": 41, "maxMemoryUsedMB": 500, "memorySizeMB": 512}}
    text = json.dumps({"type": "platform.report", "record": record})
    told = text.replace("{", "{{").replace("}", "}}").replace("{{}}", "{}")
    findings = looked(Cloud(report=told))
    assert (findings["time"].says, findings["memory"].state) == ("at most 0.041 of 60 s", "bad")


@pytest.mark.parametrize(
    ("report", "states"),
    [
        (Report(100, 512, 100, None), ["good", "good", "unseen"]),
        (Report(31_000, 512, 450, 6_000), ["warning", "warning", "warning"]),
        (Report(55_000, 512, 500, 9_000), ["bad", "bad", "bad"]),
        (Report(100, 512, 0, 100), ["good", "unseen", "good"]),
    ],
)
def test_each_margin_is_held_against_its_limit(report: Report, states: list[str]) -> None:
    asked = subject(pipeline, Place("aws", "000000000000", "us-east-1", lambda _: None))
    assert [each.state for each in margin_findings(asked, [report])] == states


def test_a_log_without_reports_shows_no_margin() -> None:
    (finding,) = margin_findings(subject(pipeline), [])
    assert finding.state == "unseen"
