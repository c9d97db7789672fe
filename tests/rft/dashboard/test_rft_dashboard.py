"""``rft dashboard``: the synthesised body, filled from the log of the scripted training run."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.alarms.deployed import watched
from compiler.alarms.metric import Metric
from compiler.alarms.watched import Watched
from compiler.compile import compile_experiment
from rft.dashboard import verb
from rft.dashboard.body import synthesised_body
from rft.dashboard.charts import Span, graph
from rft.dashboard.page import Source, page
from rft.dashboard.readings import readings
from rft.dashboard.series import ChartLine, lines_of
from rft.failures import CallError
from rft.insights.events import LogEvent
from rft.local.environment import ACCOUNT
from tests.rft.dashboard.chromium import opened
from tests.rft.dashboard.scripted import scripted
from tests.stacks.dashboards import PSEUDO, Body, body_of, widgets
from tests.stacks.synthesis import synthesise
from tests.training_run import AGAIN, GAMING, OUT, write

FUNCTION = "SageMaker-reward-probe-00000000"
PERIOD = 300


@pytest.fixture(scope="module")
def body(tmp_path_factory: pytest.TempPathFactory) -> Body:
    return body_of(synthesise(scripted().compiled, tmp_path_factory.mktemp("assembly")))


@pytest.fixture(scope="module")
def file(body: Body, tmp_path_factory: pytest.TempPathFactory) -> Path:
    run = scripted()
    written = tmp_path_factory.mktemp("page") / "dashboard.html"
    written.write_text(page(body, Source("similarity", run.alarms, run.events, run.found)), encoding="utf-8")
    return written


def test_a_browser_shows_every_widget_says_nothing_and_fetches_nothing(file: Path, body: Body) -> None:
    said: list[str] = []
    with opened(file, said) as shown:
        assert shown.title() == "Dashboard of similarity"
        questions = [each["markdown"].partition("\n")[0].removeprefix("## ") for each in widgets(body, "text")]
        assert shown.locator("h2").all_inner_texts() == questions
        titles = [each["properties"]["title"] for each in body["widgets"] if each["type"] != "text"]
        assert shown.locator("h3").all_inner_texts() == titles
        graphs = shown.locator("section.metric svg")
        assert graphs.count() == len(widgets(body, "metric"))
        assert all((graphs.nth(at).bounding_box() or {"height": 0})["height"] > 100 for at in range(graphs.count()))
        assert shown.locator("section.metric svg polyline").count() > 30
        assert shown.locator("section.log td").count() > 20
    assert said == []


def test_the_page_says_which_alarms_were_red_and_when(file: Path) -> None:
    said: list[str] = []
    with opened(file, said) as shown:
        row = shown.locator("tr", has_text="similarity-judge-failures")
        red = row.locator("rect.ALARM")
        assert red.count() == 1
        assert int(red.get_attribute("x") or -1) in OUT
        assert row.locator("td").nth(1).inner_text() == "OK"
        assert shown.locator("tr", has_text="similarity-zero-share").locator("rect.ALARM").count() == 0


def one(body: Body, title: str) -> dict[str, Any]:
    return next(each for each in widgets(body, "metric") if each["title"] == title)


def test_a_line_has_the_mean_of_the_samples_of_each_period(body: Body) -> None:
    run = scripted()
    lines = {line.label: line for line in lines_of(one(body, "Reward, as a share of its range"), run.found)}
    scores: dict[int, list[float]] = {}
    for event in run.events:
        if '"event": "sample"' in event.message:
            end = (event.timestamp // (PERIOD * 1000) + 1) * PERIOD * 1000
            scores.setdefault(end, []).append(json.loads(event.message)["aggregate_reward_score"])
    assert dict(lines["mean"].points) == {end: pytest.approx(sum(found) / len(found)) for end, found in scores.items()}
    assert not [
        at for at, _ in lines["mean"].points if (at - run.found.start) // 60_000 in range(OUT.start + 5, OUT.stop)
    ]


def test_an_expression_is_what_its_alarm_watches(body: Body) -> None:
    run = scripted()
    (spread,) = lines_of(one(body, "95th less 5th percentile"), run.found)
    lines = {
        line.label: dict(line.points) for line in lines_of(one(body, "Reward, as a share of its range"), run.found)
    }
    assert len(spread.points) > 30
    for at, value in spread.points:
        assert value == pytest.approx(lines["95th percentile"][at] - lines["5th percentile"][at])


def test_gaming_shows_in_the_graph_that_asks_for_it(body: Body) -> None:
    run = scripted()
    reward, chars = lines_of(one(body, "Reward (left) and characters of a response (right)"), run.found)
    assert (reward.on_right, chars.on_right) == (False, True)
    for line in (reward, chars):
        before = [value for at, value in line.points if (at - run.found.start) // 60_000 in AGAIN]
        after = [value for at, value in line.points if (at - run.found.start) // 60_000 in range(180, GAMING.stop)]
        assert min(after) > max(before)


def test_the_body_that_the_verb_synthesises_is_the_deployed_one(tmp_path: Path) -> None:
    """But for the account, which synthesis alone does not know."""
    compiled = compile_experiment("sentiment")
    expected = json.dumps(body_of(synthesise(compiled, tmp_path)))
    assert synthesised_body(compiled) == json.loads(expected.replace(PSEUDO["AWS::AccountId"], ACCOUNT))


def test_the_verb_writes_a_page_from_a_folder_of_logs(
    tmp_path: Path, body: Body, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    logs = tmp_path / "logs"
    logs.mkdir()
    run = scripted()
    lines = (json.dumps({"timestamp": event.timestamp, "message": event.message}) for event in run.events[:2000])
    (logs / "run.jsonl").write_text("\n".join(lines))
    monkeypatch.setattr(verb, "synthesised_body", lambda _: body)
    verb.dashboard("similarity", out=tmp_path / "page.html", local=logs, as_json=True)
    said = json.loads(capsys.readouterr().out)
    assert said["events"] == 2000
    assert "<svg" in (tmp_path / "page.html").read_text()


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


def test_a_folder_without_logs_and_a_log_without_metrics_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CallError, match="expected log files"):
        verb.dashboard("similarity", local=tmp_path)
    (tmp_path / "empty.log").write_text("START\nEND\n")
    with pytest.raises(CallError, match="no line tells of a metric"):
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
    seen = Watched("probe", FUNCTION, "/nova-reward/probe", 60, 512)
    sums = {name: found.recording.series(seen.function(name, "Sum", 120), [2]) for name in ("Invocations", "Errors")}
    assert sums == {"Invocations": (2.0,), "Errors": (1.0,)}
    assert found.recording.series(seen.function("Duration", "Average", 60), [1, 2]) == (20.5, 20.5)


@given(st.lists(st.text(max_size=40) | st.sampled_from(['{"_aws": 1}', '{"_aws": {"Timestamp": 1}}']), max_size=5))
def test_lines_of_anything_bring_nothing_and_stop_nothing(texts: list[str]) -> None:
    good = LogEvent(60_000, REPORTS[0])
    found = readings([good, *(LogEvent(60_000, text) for text in texts if "REPORT" not in text)], FUNCTION)
    assert found.minutes == 1


def test_the_registrys_metrics_are_read_with_the_dimension_that_alarms_ask_for() -> None:
    run = scripted()
    metric: Metric = watched(run.compiled).own("RewardShare", "SampleCount", 60)
    assert run.found.recording.series(metric, [1, OUT.start + 1]) == (32.0, None)


@given(
    st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=30),
    st.floats(-1e6, 1e6),
    st.sampled_from([{}, {"left": {"min": 0, "max": 1}}]),
)
def test_any_line_is_drawn_within_its_graph(values: list[float], mark: float, axes: dict[str, Any]) -> None:
    points = tuple((at * 300_000, value) for at, value in enumerate(values, 1))
    properties = {"annotations": {"horizontal": [{"value": mark, "label": "<mark>"}]}, "yAxis": axes}
    drawn = graph([ChartLine("a", points), ChartLine("b", ())], properties, Span(0, 300_000 * 30))
    assert "<mark>" not in drawn
    for x, y in coordinates(drawn):
        assert 0 <= x <= 460
        assert 0 <= y <= 190


def coordinates(drawn: str) -> Iterator[tuple[float, float]]:
    for part in drawn.split('points="')[1:]:
        for pair in part.partition('"')[0].split():
            x, _, y = pair.partition(",")
            yield float(x), float(y)


def test_text_of_a_log_is_no_markup(body: Body) -> None:
    """An id is the user's, and a page must not run what is in it."""
    run = scripted()
    hostile = [
        LogEvent(event.timestamp, event.message.replace('"id": "0-', '"id": "<script>alert(1)</script>-'))
        for event in run.events
    ]
    html = page(body, Source("similarity", run.alarms, hostile, run.found))
    assert "<script>" not in html


def test_the_run_is_written_as_lines_that_the_reader_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.training_run.training_run", lambda: [])
    assert write(tmp_path).read_text() == ""
