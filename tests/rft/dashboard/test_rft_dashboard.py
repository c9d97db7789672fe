"""``rft dashboard``: wrong calls, metrics from log lines, and the drawing of lines."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.alarms.deployment import Deployment
from compiler.compiled import CompiledExperiment
from rft.dashboard import verb
from rft.dashboard.charts import graph
from rft.dashboard.readings import readings
from rft.dashboard.series import ChartLine
from rft.failures import CallError
from rft.insights.events import LogEvent
from rft.page.plot import SIZE
from tests.shipped import shipped


@pytest.fixture(scope="module")
def compiled() -> CompiledExperiment:
    return shipped("similarity")


@pytest.fixture
def compiled_once(compiled: CompiledExperiment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verb, "chosen", lambda _name: compiled)


@pytest.mark.usefixtures("compiled_once")
@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "expected one of --local DIR, --target and --aws"),
        ({"local": Path("x"), "on_target": True}, "expected one of --local DIR"),
        ({"local": Path("/none")}, "expected a file of log lines"),
    ],
)
def test_a_wrong_call_says_what_is_right(options: dict[str, Any], said: str) -> None:
    with pytest.raises(CallError, match=said):
        verb.dashboard("similarity", **options)


@pytest.mark.usefixtures("compiled_once")
def test_a_folder_without_logs_and_a_log_without_metrics_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CallError, match="expected log files"):
        verb.dashboard("similarity", local=tmp_path)
    (tmp_path / "empty.log").write_text("START\nEND\n")
    with pytest.raises(CallError, match="got no line with a metric"):
        verb.dashboard("similarity", local=tmp_path)


FAILURE = json.dumps({"level": "ERROR", "event": "failure", "error": "JudgeError"})
SEEN = Deployment("probe", "0123abcd", "/nova-reward/probe", 60, 512)


def report(status: str) -> str:
    record = {"metrics": {"durationMs": 20.5}, "status": status}
    return json.dumps({"time": "t", "type": "platform.report", "record": record})


def test_failed_invocations_are_counted_as_the_log_group_counts_them() -> None:
    texts = [FAILURE, report("error"), report("success"), report("timeout")]
    found = readings([LogEvent(60_000 * minute, text) for minute, text in enumerate(texts, 1)], "probe")
    assert (found.start, found.minutes) == (120_000, 3)
    assert found.recording.series(SEEN.failed("Sum", 60), [1, 2, 3]) == (20.5, None, 20.5)
    assert found.recording.series(SEEN.timeouts("Sum", 60), [1, 2, 3]) == (None, None, 1.0)


def test_without_reports_of_lambda_our_own_lines_count_failures() -> None:
    found = readings([LogEvent(60_000, FAILURE), LogEvent(120_000, FAILURE)], "probe")
    assert found.recording.series(SEEN.failed("SampleCount", 120), [2]) == (2.0,)


@given(st.lists(st.text(max_size=40) | st.sampled_from(['{"_aws": 1}', '{"_aws": {"Timestamp": 1}}']), max_size=5))
def test_lines_of_anything_bring_nothing_and_stop_nothing(texts: list[str]) -> None:
    events = [LogEvent(60_000, text) for text in texts if "platform" not in text]
    assert readings([LogEvent(60_000, report("error")), *events], "probe").minutes == 1


@given(
    st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=30),
    st.floats(-1e6, 1e6),
    st.sampled_from([{}, {"left": {"min": 0, "max": 1}}]),
)
def test_any_line_is_drawn_within_its_graph(values: list[float], mark: float, axes: dict[str, Any]) -> None:
    points = tuple((at * 300_000, value) for at, value in enumerate(values, 1))
    properties = {"annotations": {"horizontal": [{"value": mark, "label": "<mark>"}]}, "yAxis": axes}
    drawn = graph([ChartLine("a", points, 300_000), ChartLine("b", (), 300_000)], properties, (0, 300_000 * 30))
    assert "<mark>" not in drawn
    for x, y in coordinates(drawn):
        assert 0 <= x <= SIZE
        assert 0 <= y <= SIZE


def coordinates(drawn: str) -> Iterator[tuple[float, float]]:
    for part in drawn.split('points="')[1:]:
        for pair in part.partition('"')[0].split():
            x, _, y = pair.partition(",")
            yield float(x), float(y)
