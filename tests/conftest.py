"""Settings of every test, and which tests run on one worker. No test claims how fast the machine is.

``make test`` draws the same examples each time, so that a change passes or fails for its own sake. ``make test-long``
draws others each time, and more of them.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants

if TYPE_CHECKING:
    from xdist.remote import Producer  # pyright: ignore[reportMissingTypeStubs]
    from xdist.scheduler import LoadScopeScheduling  # pyright: ignore[reportMissingTypeStubs]

settings.register_profile(
    "kit", max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("long", parent=settings.get_profile("kit"), max_examples=500, derandomize=False)
settings.load_profile("kit")

LONGEST_FIRST: Final = ("e2e", "rft/dashboard", "stacks", "rft", "localaws", "runtime", "compiler")
"""Folders whose files deploy, start programs or synthesise, which takes long."""
TOGETHER: Final = ("stacks", "rft/dashboard")
"""Folders whose files share slow fixtures: syntheses, a training run, a browser."""


@pytest.hookimpl(trylast=True)
def pytest_configure() -> None:
    """Leave the constants of loaded modules out of the drawing of examples, and read botocore's data once.

    Hypothesis would read the source of every module that earlier tests loaded, ten seconds of it if sympy is one, and
    would draw other examples after other tests.
    """
    if settings.get_current_profile_name() == "kit":
        providers._get_local_constants = Constants  # pyright: ignore[reportPrivateUsage]
    from tests.botocore_data import share_botocore_data

    share_botocore_data()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run files that take long first: a worker that got one last would end minutes after the others."""
    here = Path(__file__).parent

    def place(item: pytest.Item) -> int:
        file = item.path.relative_to(here).as_posix()
        return next((at for at, folder in enumerate(LONGEST_FIRST) if _is_in(file, folder)), len(LONGEST_FIRST))

    items.sort(key=place)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Return one worker more than there are cores, because a test that deploys waits for other processes."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: "Producer") -> "LoadScopeScheduling":
    """Give each file to one worker, and each folder of ``TOGETHER``.

    pytest-xdist 3.8's own ``--dist loadgroup`` does nothing with pytest 9.2.
    """
    # Imported here, because the mutation tester has no pytest-xdist.
    from xdist.scheduler import LoadScopeScheduling  # pyright: ignore[reportMissingTypeStubs]

    class ByFile(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.partition("::")[0].removeprefix("tests/")
            return next((folder for folder in TOGETHER if _is_in(file, folder)), file)

    return ByFile(config, log)


def _is_in(file: str, folder: str) -> bool:
    return file.startswith(f"{folder}/")
