"""Settings of every test, and which tests run on one worker. No test claims how fast the machine is.

``make test`` draws the same examples each time, so that a change passes or fails for its own sake. ``make test-long``
draws others each time, and more of them.
"""

from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants

settings.register_profile(
    "kit", max_examples=50, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("long", parent=settings.get_profile("kit"), max_examples=500, derandomize=False)
settings.load_profile("kit")

HERE: Final = Path(__file__).parent
LONGEST_FIRST: Final = ("e2e", "rft/dashboard", "stacks", "rft", "localaws", "runtime", "compiler")
"""Folders whose files deploy, start programs or synthesise, which takes long."""
TOGETHER: Final = ("stacks", "rft/dashboard")
"""Folders whose files share what takes long to make: syntheses, a training run, a browser. Each runs on one worker."""


def _place(item: pytest.Item) -> str:
    return item.path.relative_to(HERE).as_posix()


@pytest.hookimpl(trylast=True)
def pytest_configure() -> None:
    """Leave the constants of loaded modules out of the drawing.

    Hypothesis would read the source of every module that earlier tests loaded, ten seconds of it if sympy is one, and
    would draw other examples after other tests.
    """
    if settings.get_current_profile_name() == "kit":
        providers._get_local_constants = Constants  # pyright: ignore[reportPrivateUsage]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give each file, or folder of ``TOGETHER``, to one worker, those that take long first.

    A worker that got a long one last would end minutes after the others.
    """

    def rank(item: pytest.Item) -> int:
        found = (at for at, folder in enumerate(LONGEST_FIRST) if _place(item).startswith(f"{folder}/"))
        return next(found, len(LONGEST_FIRST))

    items.sort(key=rank)
    for item in items:
        place = _place(item)
        group = next((folder for folder in TOGETHER if place.startswith(f"{folder}/")), place)
        item.add_marker(pytest.mark.xdist_group(group))
