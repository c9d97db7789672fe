"""docs/training_data.md: every road and every finding stands on it, as the code has it."""

from rft.data.fault import Fault
from rft.data.road import RULES
from rft.repository import ROOT

PAGE = (ROOT / "docs" / "training_data.md").read_text("utf-8")


def test_every_finding_stands_on_the_page() -> None:
    for fault in Fault:
        assert f"| `{fault.code}` | {fault.severity.value} | {fault.wrong} | {fault.todo} |" in PAGE


def test_every_road_stands_on_the_page() -> None:
    for road, rules in RULES.items():
        assert f"| `{road.value}` | {rules.shape.value} |" in PAGE
