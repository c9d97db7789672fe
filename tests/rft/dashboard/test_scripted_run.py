"""The scripted training run: its alarms, their times, and its page by ``rft dashboard``."""

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator
from reward_runtime import names

from compiler.alarms.deployed import deployment_of
from compiler.alarms.simulator.timeline import simulate
from rft.dashboard import verb
from rft.dashboard.page import page
from rft.dashboard.series import lines_of
from rft.insights.events import LogEvent
from tests.rft.dashboard.chromium import opened
from tests.rft.dashboard.scripted import scripted
from tests.stacks.dashboards import Body, widgets
from tests.training_run import AGAIN, GAMING, HEALTHY, OUT, PROMPTS, ROLLOUTS, write

PERIOD = 300
SAMPLE = '"event": "sample"'
NEVER = {
    "reward-collapse",
    "groups-without-spread",
    "zero-share",
    "unscorable-rows",
    "throttles",
    "near-timeout",
    "metrics-lost",
    "cost",
    "concurrency",
    "operator-fault",
    "reward-climb-with-length",
    "trained-for-hours",
}


def test_the_run_raises_exactly_the_alarms_that_it_should_each_in_its_time() -> None:
    run = scripted()
    timeline = simulate(run.source.alarms, run.source.found.recording, run.source.found.minutes)
    first = {name.rpartition("/")[2]: timeline.first_alarm(name) for name in timeline.raised()}

    assert set(first) | NEVER == {
        *(alarm.name for alarm in run.source.alarms.metric_alarms),
        *(composite.name for composite in run.source.alarms.composites),
    }
    assert not set(first) & NEVER
    assert first["warmed-up"] == 30
    assert all(first[name] in OUT for name in ("errors", "judge-failures", "no-data", "service-bad"))
    assert first["judge-fooled"] in range(GAMING.start, GAMING.start + 5), "chance finds a plea in the first batches"
    assert first["reward-jump-with-length"] in GAMING


def test_a_person_is_told_of_the_outage_and_of_the_gaming_and_of_nothing_else() -> None:
    run = scripted()
    sent = simulate(run.source.alarms, run.source.found.recording, run.source.found.minutes).sent

    service = [minute for minute, name in sent if name == "nova-reward/similarity/service-bad"]
    signal = [minute for minute, name in sent if name == "nova-reward/similarity/training-signal-bad"]
    assert len(service) + len(signal) == len(sent)
    assert len(service) == 1
    assert {service[0], signal[0]} <= set(range(OUT.start, OUT.start + 5))
    assert len(signal) > 1
    assert all(minute in GAMING for minute in signal[1:])


def test_no_invocation_without_a_judge_gives_a_score() -> None:
    run = scripted()
    samples = [json.loads(event.message) for event in run.source.events if SAMPLE in event.message]
    minutes = {
        (event.timestamp - run.source.found.start) // 60_000
        for event in run.source.events
        if '"event": "sample"' in event.message
    }

    assert minutes == {*HEALTHY, *AGAIN, *GAMING}
    assert len(samples) == PROMPTS * ROLLOUTS * len(minutes)
    assert set(names.SAMPLE_FIELDS) <= set(samples[0])


@pytest.fixture(scope="module")
def file(body: Body, tmp_path_factory: pytest.TempPathFactory) -> Path:
    run = scripted()
    written = tmp_path_factory.mktemp("page") / "dashboard.html"
    written.write_text(page(body, run.source), encoding="utf-8")
    return written


def test_a_browser_shows_every_widget_says_nothing_and_fetches_nothing(
    browser: Browser, file: Path, body: Body
) -> None:
    said: list[str] = []
    with opened(browser, file, said) as shown:
        assert shown.title() == "Dashboard of similarity"
        questions = [each["markdown"].partition("\n")[0].removeprefix("## ") for each in widgets(body, "text")]
        assert shown.locator("h2").all_inner_texts() == [f"{question} stand-in judge" for question in questions]
        titles = [each["properties"]["title"] for each in body["widgets"] if each["type"] != "text"]
        assert shown.locator("h3").all_inner_texts() == [*titles[:1], "How many samples got which reward?", *titles[1:]]
        graphs = shown.locator("section.metric svg")
        assert graphs.count() == len(widgets(body, "metric"))
        assert all((graphs.nth(at).bounding_box() or {"height": 0})["height"] > 100 for at in range(graphs.count()))
        assert shown.locator("section.metric svg polyline").count() > 30
        assert shown.locator("section.log td").count() > 20
    assert said == []


def test_the_page_says_which_alarms_were_red_when_and_what_each_means(browser: Browser, file: Path) -> None:
    said: list[str] = []
    with opened(browser, file, said) as shown:

        def row(name: str) -> Locator:
            named = shown.locator("details").filter(has=shown.get_by_text(name, exact=True))
            assert named.count() == 1
            return named

        failures = row("judge-failures")
        assert failures.locator(".strip rect.ALARM").count() == 1
        assert failures.locator(".state").inner_text() == "OK"
        assert row("zero-share").locator("rect.ALARM").count() == 0
        assert not failures.get_by_text("Too many verdicts are missing").is_visible()
        failures.locator("summary").click()
        assert failures.get_by_text("Too many verdicts are missing").is_visible()
        assert failures.get_by_text("lower the job's concurrency").is_visible()
        (red,) = failures.get_by_text("In ALARM: 09:2").all_inner_texts()
        assert red.endswith("UTC")


def test_a_gate_is_never_red(browser: Browser, file: Path) -> None:
    said: list[str] = []
    with opened(browser, file, said) as shown:
        gate = shown.locator("details").filter(has=shown.get_by_text("warmed-up", exact=True))
        assert gate.locator(".state").inner_text() == "ALARM (no fault)"
        assert gate.locator(".ALARM").count() == 0
        assert gate.locator("rect.gate").count() == 1


def one(body: Body, title: str) -> dict[str, Any]:
    return next(each for each in widgets(body, "metric") if each["title"] == title)


def test_a_line_has_the_mean_of_the_samples_of_each_period(body: Body) -> None:
    run = scripted()
    lines = {line.label: line for line in lines_of(one(body, "Reward, as a share of its range"), run.source.found)}
    scores: dict[int, list[float]] = {}
    for event in run.source.events:
        if '"event": "sample"' in event.message:
            end = (event.timestamp // (PERIOD * 1000) + 1) * PERIOD * 1000
            scores.setdefault(end, []).append(json.loads(event.message)["aggregate_reward_score"])
    assert dict(lines["mean"].points) == {end: pytest.approx(sum(found) / len(found)) for end, found in scores.items()}
    assert not [
        at
        for at, _ in lines["mean"].points
        if (at - run.source.found.start) // 60_000 in range(OUT.start + 5, OUT.stop)
    ]


def test_an_expression_is_what_its_alarm_watches(body: Body) -> None:
    run = scripted()
    (spread,) = lines_of(one(body, "95th less 5th percentile"), run.source.found)
    lines = {
        line.label: dict(line.points)
        for line in lines_of(one(body, "Reward, as a share of its range"), run.source.found)
    }
    assert len(spread.points) > 30
    for at, value in spread.points:
        assert value == pytest.approx(lines["95th percentile"][at] - lines["5th percentile"][at])


def test_gaming_shows_in_the_graph_that_asks_for_it(body: Body) -> None:
    run = scripted()
    reward, chars = lines_of(one(body, "Reward (left) and characters of a response (right)"), run.source.found)
    assert (reward.on_right, chars.on_right) == (False, True)
    for line in (reward, chars):
        before = [value for at, value in line.points if (at - run.source.found.start) // 60_000 in AGAIN]
        after = [
            value for at, value in line.points if (at - run.source.found.start) // 60_000 in range(180, GAMING.stop)
        ]
        assert min(after) > max(before)


def test_the_verb_writes_a_page_from_a_folder_of_logs(
    tmp_path: Path, body: Body, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    logs = tmp_path / "logs"
    logs.mkdir()
    run = scripted()
    lines = (json.dumps({"timestamp": event.timestamp, "message": event.message}) for event in run.source.events[:2000])
    (logs / "run.jsonl").write_text("\n".join(lines))
    monkeypatch.setattr(verb, "synthesised_body", lambda _: body)
    monkeypatch.setattr(verb, "chosen", lambda _: run.compiled)
    verb.dashboard("similarity", out=tmp_path / "page.html", local=logs, as_json=True)
    said = json.loads(capsys.readouterr().out)
    assert said["events"] == 2000
    assert "<svg" in (tmp_path / "page.html").read_text()


def test_the_registrys_metrics_are_read_with_the_metric_dimension_that_alarms_ask_for() -> None:
    run = scripted()
    metric = deployment_of(run.compiled).own(names.Metrics.REWARD_SHARE, "SampleCount", 60)
    assert run.source.found.recording.series(metric, [1, OUT.start + 1]) == (PROMPTS * ROLLOUTS, None)


def test_text_of_a_log_is_no_markup(body: Body) -> None:
    """An id comes from the user's data, and the page must not run scripts in it."""
    run = scripted()
    hostile = [
        LogEvent(event.timestamp, event.message.replace('"id": "', '"id": "<script>alert(1)</script>-'))
        for event in run.source.events
    ]
    html = page(body, dataclasses.replace(run.source, events=hostile))
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;-" in html


def test_the_run_is_written_as_lines_that_the_reader_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.training_run.training_run", lambda: [])
    assert write(tmp_path).read_text() == ""
