"""The page after a first ``rft invoke``: it says how it fills, and names the judge."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from rft.dashboard.page import page
from tests.rft.dashboard.chromium import Scheme, opened
from tests.rft.dashboard.first import SAMPLES, first
from tests.rft.dashboard.legible import texts_of
from tests.stacks.dashboards import Body


@pytest.fixture(scope="module")
def file(body: Body, tmp_path_factory: pytest.TempPathFactory) -> Path:
    written = tmp_path_factory.mktemp("page") / "dashboard.html"
    written.write_text(page(body, first()), encoding="utf-8")
    return written


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [500, 1280])
def test_a_first_invoke_says_what_will_fill_its_page(browser: Browser, file: Path, width: int, scheme: Scheme) -> None:
    said: list[str] = []
    with opened(browser, file, said, width=width, scheme=scheme) as shown:
        note = shown.locator(".young").inner_text()
        assert f"{SAMPLES} samples in 1 minute" in note
        assert "at least 256 samples" in note
        assert shown.get_by_text("fewer than 256 samples in 5 minutes").is_visible()
        assert shown.get_by_text("two or more responses to one prompt in one batch").first.is_visible()
        assert "waits for 256 samples in 15 minutes" in shown.locator("details", has_text="zero-share").inner_text()
        assert shown.get_by_text("no data").count() == 0
        assert shown.get_by_label("How many samples got which reward?").locator("rect.bar").count() > 2
        dots = shown.locator(".dot").evaluate_all("all => all.map(each => Number(each.getAttribute('x1')))")
        assert dots
        assert all(50 < x < 950 for x in dots)
        assert not [each for each in texts_of(shown) if not each.is_legible]
    assert said == []


def test_scores_of_the_stand_in_are_marked_in_every_row(browser: Browser, file: Path) -> None:
    with opened(browser, file, []) as shown:
        assert shown.locator(".judges").inner_text().startswith("Judged by the stand-in judge")
        assert all("stand-in judge" in title for title in shown.locator("h2").all_inner_texts())
