"""Log lines of files and of the local target -> events."""

import json
import os
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from rft.failures import CallError
from rft.insights.events import LATEST, LogEvent
from rft.logs.sources import file_events, target_events

NINE = 1_795_510_800_000
WRITTEN = '{"level": "INFO", "timestamp": "2026-11-24T09:00:00.000Z", "event": "sample"}'
REPORT = '{"time": "2026-11-24T09:00:01.500Z", "type": "platform.report", "record": {}}'


def events_of(tmp_path: Path, content: str) -> list[LogEvent]:
    file = tmp_path / "lines.log"
    file.write_text(content, encoding="utf-8", newline="")
    os.utime(file, (5, 5))
    return file_events(file)


def test_raw_lines_have_the_time_they_hold_and_the_others_that_of_a_neighbour(tmp_path: Path) -> None:
    found = events_of(tmp_path, f"first\n{WRITTEN}\n\nSTART\n{REPORT}\nlast\n")

    assert [event.timestamp - NINE for event in found] == [0, 0, 0, 1500, 1500]
    assert [event.message for event in found] == ["first", WRITTEN, "START", REPORT, "last"]


def test_lines_without_any_time_have_that_of_the_file(tmp_path: Path) -> None:
    assert events_of(tmp_path, "a\nb") == [LogEvent(5000, "a"), LogEvent(5000, "b")]


@pytest.mark.parametrize("name", ["logStreamName", "logStream"])
def test_exported_lines_have_their_own_time_and_stream(tmp_path: Path, name: str) -> None:
    line = json.dumps({"timestamp": NINE, name: "s", "message": WRITTEN.replace("09:00", "11:00") + "\n"})

    (found,) = events_of(tmp_path, line)

    assert (found.timestamp, found.stream) == (NINE, "s")
    assert "11:00" in found.message


def test_a_page_as_aws_logs_prints_it_is_read_whole(tmp_path: Path) -> None:
    page = {"events": [{"timestamp": NINE + at, "message": str(at), "logStreamName": "s"} for at in range(3)]}

    assert [event.message for event in events_of(tmp_path, json.dumps(page, indent=2))] == ["0", "1", "2"]


def test_a_line_of_the_handler_is_no_export_although_it_has_a_time_and_a_message(tmp_path: Path) -> None:
    failure = '{"level": "ERROR", "timestamp": "2026-11-24T09:00:00.000Z", "event": "failure", "message": "no id"}'

    assert events_of(tmp_path, failure) == [LogEvent(NINE, failure)]


@pytest.mark.parametrize(
    "line",
    [
        '{"timestamp": 5}',
        '{"timestamp": true, "message": "x"}',
        '{"timestamp": 5, "message": 6}',
        '{"timestamp": 5, "message": "x"',
        '{"timestamp": "2026-13-99T99:99:99Z"}',
        '{"events": [1]}',
        "[" * 5000 + '"timestamp": 5',
    ],
)
def test_a_line_of_another_form_is_a_line(tmp_path: Path, line: str) -> None:
    assert [event.message for event in events_of(tmp_path, line)] == [line]


def test_a_time_beyond_all_times_is_the_last_one(tmp_path: Path) -> None:
    (found,) = events_of(tmp_path, json.dumps({"timestamp": 10**30, "message": "x"}))

    assert found.timestamp == LATEST


def test_a_file_that_is_not_there_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(CallError, match=r"expected a file of log lines"):
        file_events(tmp_path / "none")


def stubbed() -> tuple[Any, Stubber]:
    client: Any = boto3.client("logs", region_name="us-east-1", aws_access_key_id="test", aws_secret_access_key="test")
    return client, Stubber(client)


def test_the_target_is_read_page_by_page() -> None:
    client, stub = stubbed()
    asked = {"logGroupName": "g", "startTime": 7}
    page: dict[str, Any] = {"events": [{"timestamp": 8, "message": "a\n", "logStreamName": "s"}], "nextToken": "t"}
    stub.add_response("filter_log_events", page, asked)
    stub.add_response("filter_log_events", {"events": [{"timestamp": 9, "message": "b"}]}, {**asked, "nextToken": "t"})

    with stub:
        found = list(target_events(client, "g", "000", 7))

    assert found == [LogEvent(8, "a", "s", "000:g"), LogEvent(9, "b", "", "000:g")]


def test_a_log_group_that_is_not_there_is_a_wrong_call() -> None:
    client, stub = stubbed()
    stub.add_client_error("filter_log_events", "ResourceNotFoundException")

    with stub, pytest.raises(CallError, match="deploy the experiment first"):
        list(target_events(client, "g", "000", 0))
