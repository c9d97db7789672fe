"""A pytest plugin for runs with mutants: every run is alike, and the tool's own frames are the kit's."""
# pyright: basic

from pathlib import Path

import mutmut  # pyright: ignore[reportMissingImports] - in an environment of its own
from hypothesis import HealthCheck, Phase, settings

settings.register_profile(
    "mutation",
    derandomize=True,
    max_examples=25,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def pytest_configure() -> None:
    """Take the profile after ``tests/conftest.py``, which loads another one."""
    settings.load_profile("mutation")
    from reward_runtime import errors

    # The tool's own frames stand between those of the kit.
    errors._OWN += (str(Path(mutmut.__file__).parent),)  # pyright: ignore
