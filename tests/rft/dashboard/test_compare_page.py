"""The page of `rft compare --report` in a browser, which it shares with the tests of the dashboard."""

from collections.abc import Generator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.rft.dashboard.chromium import opened
from tests.rft.dashboard.compared import compared
from tests.rft.dashboard.legible import texts_of

HOSTILE = "</script><script>throw new Error('x')</script>"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compared(tmp_path_factory.mktemp("compare"), HOSTILE)


@pytest.fixture(params=[(500, "dark"), (1280, "light")], ids=str)
def seen(request: pytest.FixtureRequest, browser: Browser, file: Path) -> Generator[Page]:
    width, scheme = request.param
    said: list[str] = []
    with opened(browser, file, said, width=width, scheme=scheme) as shown:
        yield shown
        assert not said


def test_what_moved_is_listed_side_by_side_and_legible(seen: Page) -> None:
    assert seen.locator(".samples .count").inner_text() == "4 of 40 samples"
    assert "6 of 60 pairs that change their order" in seen.locator(".figures").inner_text()
    assert "new low: x" in seen.locator("main").inner_text()
    seen.get_by_role("button", name="r3", exact=True).click()
    texts = seen.locator(".texts").inner_text()
    assert f"{HOSTILE} 3" in texts
    assert "judge on correct: so so" in texts
    assert not [each for each in texts_of(seen) if not each.is_legible]
    assert seen.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert seen.locator("section.histogram rect.bar").count() == 5


def test_the_views_keep_what_they_say(seen: Page) -> None:
    view = seen.locator("select[name=view]")
    for name, wanted in (
        ("those that gain", 2),
        ("those that lose", 2),
        ("groups whose order changed", 4),
        ("all", 40),
    ):
        view.select_option(name)
        assert seen.locator(".rows tbody tr").count() == wanted
    seen.get_by_role("searchbox").fill("r39")
    assert seen.locator(".rows tbody tr").count() == 1
