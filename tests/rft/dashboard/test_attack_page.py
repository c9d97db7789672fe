"""The page of `rft attack --report` in a browser, which it shares with the tests of the dashboard."""

from collections.abc import Generator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from compiler.attack.engine import Depth
from compiler.attack.finding import Finding, Severity
from rft.attack.page import page
from rft.attack.run import Attacked
from tests.rft.dashboard.chromium import opened
from tests.rft.dashboard.legible import texts_of

HOSTILE = "</script><script>throw new Error('x')</script><img src=x onerror=alert(1)> 😀 " + "y" * 900


def _finding(severity: Severity) -> Finding:
    event = [{"id": "r1", "messages": [{"role": "assistant", "content": HOSTILE}]}]
    return Finding("F1", f"{severity.name.lower()}_one", severity, "earns 40%", "a guard", "mend it", 0.4, 2, 3, event)


@pytest.fixture(scope="module", params=[(500, "dark"), (1280, "light")], ids=str)
def seen(request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Generator[Page]:
    findings = [_finding(severity) for severity in reversed(Severity)]
    file: Path = tmp_path_factory.mktemp("attack") / "page.html"
    found = Attacked("tone", "tone", "", Depth.QUICK, 0, 3, 90, True, findings)
    file.write_text(page(found), encoding="utf-8")
    width, scheme = request.param
    said: list[str] = []
    with opened(browser, file, said, width=width, scheme=scheme) as shown:
        yield shown
        assert not said


def test_every_finding_is_there_and_legible_and_severities_are_filtered(seen: Page) -> None:
    assert seen.locator("article:visible").count() == len(Severity)
    assert seen.locator("article.high .share i").evaluate("each => each.style.width") == "40%"
    seen.locator("article.high summary").click()
    assert HOSTILE in seen.locator("article.high pre").inner_text()
    assert not [each for each in texts_of(seen) if not each.is_legible]
    assert seen.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    seen.get_by_label("info: 1").uncheck()
    assert seen.locator("article:visible").count() == len(Severity) - 1
