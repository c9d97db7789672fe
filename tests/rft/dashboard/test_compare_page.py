"""The page of `rft compare --report` in a browser, which it shares with the tests of the dashboard."""

import json
from collections.abc import Generator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from rft.compare.html.page import page
from rft.compare.shift import flips_of, pairs_of, shifts_of
from rft.compare.side import Results
from rft.score.scoring import Asked
from tests.rft.compare.test_shift import result
from tests.rft.dashboard.chromium import opened
from tests.rft.dashboard.legible import texts_of

HOSTILE = "</script><script>throw new Error('x')</script>"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compare")
    rows = folder / "rows.jsonl"
    fields = [{"id": f"r{at}", "prompt": f"Q{at // 4}?", "completion": f"{HOSTILE} {at}"} for at in range(40)]
    rows.write_text("".join(f"{json.dumps(each)}\n" for each in fields), encoding="utf-8")
    one = [result(at, at % 4 / 3, f"g{at // 4}", said={"correct": "so so"}) for at in range(40)]
    other = [result(at, (3 - at % 4) / 3 if at < 4 else at % 4 / 3, f"g{at // 4}") for at in range(40)]
    both = [[each | {"at": f"{rows}:{at + 1}"} for at, each in enumerate(side)] for side in (one, other)]
    pairs = pairs_of(*both)
    sides = (
        ("old", Results(one, Asked(calls=3), "a judge", 1.0, {})),
        ("new", Results(other, Asked(), None, 1.0, {"x": "low"})),
    )
    written = folder / "page.html"
    written.write_text(page(sides, pairs, shifts_of(pairs), flips_of(pairs), rows), encoding="utf-8")
    return written


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
