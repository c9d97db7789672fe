"""The scripted run's page as it is seen in a browser: narrow and wide, light and dark."""

from collections.abc import Generator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from rft.dashboard.page import page
from tests.rft.dashboard.chromium import opened
from tests.rft.dashboard.legible import texts_of
from tests.rft.dashboard.scripted import scripted
from tests.stacks.dashboards import Body


@pytest.fixture(scope="module")
def file(body: Body, tmp_path_factory: pytest.TempPathFactory) -> Path:
    written = tmp_path_factory.mktemp("page") / "dashboard.html"
    written.write_text(page(body, scripted().source), encoding="utf-8")
    return written


@pytest.fixture(scope="module", params=[(500, "light"), (500, "dark"), (1280, "light"), (1280, "dark")], ids=str)
def seen(request: pytest.FixtureRequest, browser: Browser, file: Path) -> Generator[Page]:
    width, scheme = request.param
    with opened(browser, file, [], width=width, scheme=scheme) as shown:
        yield shown


def test_every_text_is_large_enough_and_stands_out(seen: Page) -> None:
    seen.locator("details").evaluate_all("rows => rows.forEach(row => { row.open = true })")
    texts = texts_of(seen)
    assert len(texts) > 400
    assert not [each for each in texts if not each.is_legible]


def test_nothing_is_wider_than_the_window(seen: Page) -> None:
    assert seen.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    panels = seen.locator("section, .plot, .plot span, .clock span, .strip, .scroll")
    rights = panels.evaluate_all("all => all.map(each => [each.getBoundingClientRect().right, each.innerText])")
    assert len(rights) > 100
    assert not [each for each in rights if each[0] > seen.evaluate("document.documentElement.clientWidth")]


def test_every_graph_fills_its_panel(seen: Page) -> None:
    for panel in seen.locator("section.metric, section.histogram").all():
        whole, graph = panel.bounding_box(), panel.locator(".plot svg").bounding_box()
        assert whole is not None
        assert graph is not None
        assert graph["width"] + 120 > whole["width"]
        assert graph["height"] > 150


def test_no_label_of_an_axis_covers_or_repeats_another(seen: Page) -> None:
    overlaps = """plot => [...plot.querySelectorAll("span.x")].map(each => each.getBoundingClientRect())
        .some((box, at, all) => at && box.left < all[at - 1].right)"""
    for graph in seen.locator(".plot").all():
        assert not graph.evaluate(overlaps), graph.get_attribute("aria-label")
        for kind in ("x", "y"):
            labels = graph.locator(f"span.{kind}:not(.right)").all_inner_texts()
            assert len(labels) == len(set(labels)) >= 3


def test_panels_stand_side_by_side_only_if_there_is_room(seen: Page) -> None:
    first_two = [seen.locator("section.metric").nth(at).bounding_box() for at in (0, 1)]
    assert first_two[0] is not None
    assert first_two[1] is not None
    assert (first_two[0]["y"] == first_two[1]["y"]) == (seen.evaluate("innerWidth") == 1280)


def test_a_pointer_and_the_arrow_keys_show_the_values(seen: Page) -> None:
    graph = seen.get_by_label("Reward, as a share of its range")
    graph.locator("svg").hover()
    tip = seen.locator(".tip")
    assert "UTC\n95th percentile: 1\nmean: 0." in tip.inner_text()
    box, window = tip.bounding_box(), seen.viewport_size
    assert box is not None
    assert window is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= window["width"]

    seen.mouse.move(0, 0)
    assert not tip.is_visible()
    graph.press("Home")
    assert tip.inner_text().startswith("08:00 to 08:05 UTC\n")
    graph.press("ArrowRight")
    assert tip.inner_text().startswith("08:05 to 08:10 UTC\n")
    graph.press("Escape")
    assert not tip.is_visible()


def test_a_bar_and_an_alarm_show_their_values_too(seen: Page) -> None:
    seen.get_by_label("How many samples got which reward?").press("End")
    assert "reward 0.95 to 1\nsamples: " in seen.locator(".tip").inner_text()
    seen.locator("details", has_text="judge-failures").first.locator(".strip rect.ALARM").hover()
    assert seen.locator(".tip").inner_text().startswith("judge-failures\n09:2")
