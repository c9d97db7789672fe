"""docs/training_data.md: every road and every finding stands on it, as the code has it."""

from rft.data.fault import Fault
from rft.data.rules import RULES
from rft.repository import ROOT
from rft.road import ROADS

PAGE = (ROOT / "docs" / "training_data.md").read_text("utf-8")


def test_every_finding_stands_on_the_page() -> None:
    for fault in Fault:
        assert f"| `{fault.code}` | {fault.severity.value} | {fault.wrong} | {fault.todo} |" in PAGE


def test_every_road_stands_on_the_page() -> None:
    assert RULES.keys() == ROADS.keys()
    for road, manner in ROADS.items():
        assert f"| `{road.value}` | {manner.rows.value} |" in PAGE
