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
from rft.dashboard.plot import SIZE
from rft.dashboard.readings import readings
from rft.dashboard.series import ChartLine
from rft.failures import CallError
from rft.insights.events import LogEvent
from tests.shipped import shipped

FUNCTION = "SageMaker-reward-probe-00000000"


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


REPORTS = [
    "REPORT RequestId: r\tDuration: 20.5 ms\tBilled Duration: 21 ms\tMemory Size: 512 MB\tMax Memory Used: 90 MB\t\n",
    json.dumps({"time": "t", "type": "platform.report", "record": {"metrics": {"durationMs": 20.5}}}),
]


@pytest.mark.parametrize("report", REPORTS)
def test_lambdas_own_counts_come_from_either_shape_of_report(report: str) -> None:
    failure = json.dumps({"level": "ERROR", "event": "failure", "error": "JudgeError"})
    found = readings([LogEvent(60_000, failure), LogEvent(60_001, report), LogEvent(120_000, report)], FUNCTION)
    assert (found.start, found.minutes) == (60_000, 2)
    seen = Deployment("probe", FUNCTION, "/nova-reward/probe", 60, 512)
    sums = {name: found.recording.series(seen.function(name, "Sum", 120), [2]) for name in ("Invocations", "Errors")}
    assert sums == {"Invocations": (2.0,), "Errors": (1.0,)}
    assert found.recording.series(seen.function("Duration", "Average", 60), [1, 2]) == (20.5, 20.5)


@given(st.lists(st.text(max_size=40) | st.sampled_from(['{"_aws": 1}', '{"_aws": {"Timestamp": 1}}']), max_size=5))
def test_lines_of_anything_bring_nothing_and_stop_nothing(texts: list[str]) -> None:
    good = LogEvent(60_000, REPORTS[0])
    found = readings([good, *(LogEvent(60_000, text) for text in texts if "REPORT" not in text)], FUNCTION)
    assert found.minutes == 1


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
