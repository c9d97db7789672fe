"""The fixtures ``score`` and ``attack``: the functions of the same name."""

from collections.abc import Callable

import pytest

from rft.testing.attacked import Attacked, attack
from rft.testing.scored import score

__all__ = ["attack_fixture", "score_fixture"]


@pytest.fixture(name="score", scope="session")
def score_fixture() -> Callable[..., float]:
    """``rft.testing.score``."""
    return score


@pytest.fixture(name="attack", scope="session")
def attack_fixture() -> Callable[..., Attacked]:
    """``rft.testing.attack``."""
    return attack
