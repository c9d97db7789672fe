"""docs/roads: a page for each road, which a reader can follow from its rows to the end of its job."""

import json

import pytest

from compiler.roles.job_roles import JobRoles
from rft.repository import ROOT
from rft.road import ROADS, Road
from tests.docs.pages import fences_of

FOLDER = ROOT / "docs/roads"


@pytest.mark.parametrize("road", ROADS)
def test_a_road_has_a_page_with_three_commands_and_what_can_go_wrong(road: Road) -> None:
    page = FOLDER / f"{road.value}.md"
    (block,) = fences_of(page, "sh")
    commands = block.strip().splitlines()
    assert len(commands) == 3
    assert any(line.startswith(f"rft job {road.value} sentiment ") and " --submit" in line for line in commands)
    text = page.read_text("utf-8")
    assert "\n## Progress in AWS\n" in text
    assert "\n## Problems\n| you see |" in text
    assert ("`reply: envelope`" in text) is ("envelope" in ROADS[road].replies)


def test_the_index_leads_to_every_page() -> None:
    index = (ROOT / "docs/roads.md").read_text("utf-8")
    assert [file.name for file in FOLDER.iterdir() if f"(roads/{file.name})" not in index] == []


def test_the_file_of_roles_that_the_page_shows_is_right() -> None:
    import yaml

    (block,) = fences_of(FOLDER / "roles.md", "yaml")
    shown = JobRoles.model_validate({"name": "sentiment", **yaml.safe_load(block)})
    assert json.dumps(shown.read) == '["rows/train/*", "rows/test.jsonl", "rows/out/*"]'
