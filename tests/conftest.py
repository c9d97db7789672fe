"""Settings of every test. No test claims how fast the machine is, so Hypothesis sets no deadline."""

from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("kit", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("long", parent=settings.get_profile("kit"), max_examples=500)
settings.load_profile("kit")

LONGEST_FIRST: Final = ("e2e", "rft", "localaws", "stacks", "runtime", "compiler")
"""Folders whose files deploy, start programs or synthesise, which takes long."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run files that take long first: a worker that got one last would end minutes after the others."""
    here = Path(__file__).parent

    def place(item: pytest.Item) -> int:
        folder = item.path.relative_to(here).parts[0]
        return LONGEST_FIRST.index(folder) if folder in LONGEST_FIRST else len(LONGEST_FIRST)

    items.sort(key=place)
