"""A pytest plugin for runs under mutmut: every run is alike, and every mutant meets all tests that could notice it."""
# pyright: basic

import pytest
from hypothesis import HealthCheck, Phase, settings
from mutmut.state import state  # pyright: ignore[reportMissingImports] - in an environment of its own

settings.register_profile(
    "mutation",
    derandomize=True,
    max_examples=25,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
_called_on_import: set[str] = set()


def pytest_configure() -> None:
    """Take the profile after ``tests/conftest.py``, which loads another one."""
    settings.load_profile("mutation")


def pytest_collection_finish() -> None:
    """Remember the functions that test modules call at import, for example to build an extractor."""
    _called_on_import.update(state()._stats)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Count such a function as called by every test; mutmut counts it for the first test only."""
    state()._stats.update(_called_on_import)
