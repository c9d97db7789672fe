"""The page of `rft calibrate --report` in a browser, which it shares with the tests of the dashboard."""

from collections.abc import Generator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from rft.calibrate.html.page import page
from tests.rft.calibrate.planted import TWEETS, calibrated, tweets
from tests.rft.dashboard.chromium import opened
from tests.rft.dashboard.legible import texts_of


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    written = tmp_path_factory.mktemp("calibration") / "page.html"
    written.write_text(page("mood", calibrated(), tweets(), [TWEETS]), encoding="utf-8")
    return written


@pytest.fixture(scope="module", params=[(500, "dark"), (1280, "light")], ids=str)
def seen(request: pytest.FixtureRequest, browser: Browser, file: Path) -> Generator[Page]:
    width, scheme = request.param
    said: list[str] = []
    with opened(browser, file, said, width=width, scheme=scheme) as shown:
        yield shown
        assert not said


def test_the_verdicts_and_charts_are_there_and_legible(seen: Page) -> None:
    assert "The cheapest trusted judge is good." in seen.locator(".conclusion").inner_text()
    assert seen.locator(".plot").count() == 1 + 2 * 2
    assert seen.get_by_role("group", name="Rank correlation with people").locator(".dot").count() == 4
    assert seen.locator("section.histogram rect.bar").count() > 8
    seen.locator(".rows tbody button").first.click()
    assert not [each for each in texts_of(seen) if not each.is_legible]
    assert seen.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    seen.locator(".rows tbody button").first.click()


def test_the_differences_are_filtered(seen: Page) -> None:
    seen.locator("select[name=judge]").select_option("poor")
    seen.locator("select[name=way]").select_option("too low")
    rows = [row.split("\t") for row in seen.locator(".rows tbody tr").all_inner_texts()]
    assert len(rows) > 10
    assert {row[1] for row in rows} == {"poor"}
    assert all(float(row[5]) < 0 for row in rows)
    seen.get_by_role("searchbox").fill("no tweet says this")
    assert seen.locator(".rows tbody tr").count() == 0
    seen.get_by_role("button", name="clear").click()
