"""The dashboard's body, synthesised once, and a browser."""

from collections.abc import Generator

import pytest
from playwright.sync_api import Browser

from tests.rft.dashboard.chromium import chromium
from tests.rft.dashboard.scripted import scripted
from tests.stacks.dashboards import Body, body_of
from tests.stacks.synthesis import read_assembly, synthesise


@pytest.fixture(scope="session")
def body(tmp_path_factory: pytest.TempPathFactory) -> Body:
    """The body of the scripted run's experiment."""
    compiled, outdir = scripted().compiled, tmp_path_factory.mktemp("assembly")
    synthesise([compiled], outdir)
    return body_of(read_assembly(outdir, compiled.stack_name))


@pytest.fixture(scope="package")
def browser() -> Generator[Browser]:
    """One browser for this folder. It ends with it, because Playwright occupies the event loop of its thread."""
    with chromium() as started:
        yield started
