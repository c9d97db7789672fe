"""A pytest plugin for runs under mutmut: alike on every run, and no mutant misses the tests that could notice it."""
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
settings.load_profile("mutation")

_called_on_import: set[str] = set()


def pytest_collection_finish() -> None:
    """Remember what test modules call when they are imported, as to build an extractor that all their tests use."""
    _called_on_import.update(state()._stats)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Count such a function as called by every test; mutmut takes it for the first test's alone."""
    state()._stats.update(_called_on_import)
