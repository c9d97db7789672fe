"""The page of `rft score --report` in a browser, which it shares with the tests of the dashboard."""

import json
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from reward_runtime.answers.labels import Labels
from reward_runtime.extract import boxed
from reward_runtime.reward import Dimension, Reward
from reward_runtime.samples import Sample

from compiler.experiment.file import read_experiment
from rft.score.html.collected import Collected
from rft.score.html.page import page
from rft.score.labels.agreement import UNCOMPARED, Agreement
from rft.score.labels.column import read_column
from rft.score.run import Run
from rft.score.scoring import Result
from rft.score.source.samples import Found
from tests.rft.dashboard.chromium import opened
from tests.rft.dashboard.legible import texts_of

ROWS = 130
HOSTILE = "</script><script>throw new Error('x')</script><img src=x onerror=alert(1)> 😀 "


def _short(sample: Sample[Any], answer: Any) -> float:
    if "FAIL" in (sample.response or ""):
        raise ValueError("no")
    return float(len(sample.response or "") < 200)


REWARD = Reward(
    Labels("yes", "no"),
    dimensions=(Dimension("correct", weight=0.8, decisive=True), Dimension("short", weight=0.2, score=_short)),
    extract=boxed(),
)


def _row(number: int) -> dict[str, Any]:
    answer = "" if number % 10 == 9 else r"\boxed{%s}" % ("yes" if number % 3 else "no")
    fails = "FAIL" if number == 50 else ""
    said = f"{HOSTILE}So: {answer}{fails}" + "y" * (300 if number % 7 == 0 else 0)
    prompt = f"Question {number // 4}: is it so?"
    return {
        "id": f"r{number}",
        "prompt": prompt,
        "completion": said,
        "reference_answer": "yes",
        "good": number % 2 == 0,
    }


def drawn(file: Path, rows: list[dict[str, Any]], labels: str | None = None) -> str:
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    run = Run(read_experiment("sentiment"), REWARD, (file,), None)
    agreement = None
    if labels is not None:
        found = (each for each in run.found(lambda _: None) if isinstance(each, Found))
        agreement = Agreement(read_column(labels, found, REWARD), REWARD)
    collected = Collected(REWARD, agreement)

    def add(result: Result) -> None:
        collected.add(result, UNCOMPARED if agreement is None else agreement.add(result))

    tally, asked = run.score(0, add, bar=False)
    return page(run, tally, asked, collected)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scores")
    written = folder / "page.html"
    written.write_text(drawn(folder / "rows.jsonl", [_row(at) for at in range(ROWS)], "good"), encoding="utf-8")
    return written


@pytest.fixture(scope="module", params=[(500, "dark"), (1280, "light")], ids=str)
def seen(request: pytest.FixtureRequest, browser: Browser, file: Path) -> Generator[Page]:
    width, scheme = request.param
    said: list[str] = []
    with opened(browser, file, said, width=width, scheme=scheme) as shown:
        yield shown
        assert not said


@pytest.fixture(autouse=True)
def clear(seen: Page) -> None:
    seen.get_by_role("button", name="clear").click()
    seen.wait_for_function(f"document.querySelector('.samples .count').textContent.startsWith('{ROWS} of')")


def _count(seen: Page) -> int:
    return int(seen.locator(".samples .count").inner_text().split()[0])


def _column(seen: Page, name: str) -> list[str]:
    at = seen.locator(".rows thead th").all_inner_texts().index(name)
    return [
        cells[at]
        for cells in seen.evaluate(
            "[...document.querySelectorAll('.rows tbody tr')].map(r => [...r.cells].map(c => c.innerText))"
        )
    ]


def test_every_text_is_legible_and_nothing_is_wider_than_the_window(seen: Page) -> None:
    seen.locator(".rows tbody button").first.click()
    assert not [each for each in texts_of(seen) if not each.is_legible]
    assert seen.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_each_chart_has_bars_and_tells_their_counts(seen: Page) -> None:
    for title in ("reward", "correct, by the known label", "correct", "short"):
        chart = seen.locator("section.histogram", has=seen.get_by_role("heading", name=title, exact=True))
        assert chart.locator("rect.bar").count() >= 2
        chart.locator(".plot").press("End")
        assert seen.locator(".tip").inner_text().startswith(f"{title} 0.95 to 1")


def test_the_filters_keep_what_they_say(seen: Page) -> None:
    seen.get_by_label("outcome").select_option("no answer")
    assert _count(seen) == 13
    assert set(_column(seen, "outcome")) == {"no answer"}
    seen.get_by_label("outcome").select_option("fault")
    assert _column(seen, "sample") == ["r50"]
    seen.get_by_label("outcome").select_option("any")
    seen.get_by_label("value of").select_option("short")
    seen.get_by_label("to", exact=True).fill("0.5")
    assert set(_column(seen, "short")) == {"0"}
    seen.get_by_role("searchbox").fill("Question 31:")
    assert _count(seen) == 1


def test_the_worst_the_best_and_the_disagreements_come_first(seen: Page) -> None:
    show = seen.get_by_label("show all")
    show.select_option("best first")
    best = [float(each) for each in _column(seen, "reward")]
    assert best == sorted(best, reverse=True)
    show.select_option("worst first")
    assert float(_column(seen, "reward")[0]) == 0
    rows = [_row(at) for at in range(ROWS)]
    for name, right, rewarded in (("false positives", False, True), ("false negatives", True, False)):
        show.select_option(name)
        wanted = [row for row in rows if row["good"] is right and (r"\boxed{yes}" in row["completion"]) is rewarded]
        assert _count(seen) == len([row for row in wanted if row["id"] != "r50"])


def test_a_sample_opens_with_its_answer_marked_and_hostile_text_as_text(seen: Page) -> None:
    seen.get_by_role("searchbox").fill("r1")
    seen.get_by_role("button", name="r1", exact=True).click()
    texts = seen.locator(".texts").first
    assert texts.locator("mark").inner_text() == "yes"
    assert HOSTILE.strip() in texts.inner_text()
    assert "answer found by: boxed" in texts.inner_text()
    seen.get_by_role("button", name="r1", exact=True).click()
    assert not seen.locator(".texts").count()


def test_pages_turn_and_a_group_shows_its_responses(seen: Page) -> None:
    assert len(_column(seen, "sample")) == 50
    seen.get_by_role("button", name="later ›").click()
    assert _column(seen, "sample")[0] == "r50"
    seen.get_by_role("button", name="Question 3: is it so?").click()
    assert _column(seen, "sample") == ["r12", "r13", "r14", "r15"]
