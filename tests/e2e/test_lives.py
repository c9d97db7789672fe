"""An experiment's lives in an account end in no state from which the README's commands do not lead on."""

from collections.abc import Iterator

import pytest

from tests.e2e.kit import copy_kit
from tests.e2e.lives import LIVES, Account, live

pytestmark = [pytest.mark.e2e, pytest.mark.long]
"""Long, because the hour in ``test_deployments.py`` holds the steps of most."""


@pytest.fixture(scope="module")
def account(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Account]:
    copy = copy_kit(tmp_path_factory.mktemp("lives"))
    copy.rft("local", "up")
    yield Account(copy)
    copy.run("local", "down")


@pytest.mark.parametrize("name", LIVES)
def test_a_life_goes_on_and_leaves_nothing(account: Account, name: str) -> None:
    live(account, name)
