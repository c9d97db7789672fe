"""Asserting on rewards from your own pytest: ``score`` and ``attack``, each as a function and as a fixture.

``pytest_plugins = ["rft.testing"]`` in ``conftest.py`` gives the fixtures. See ``docs/testing.md``.
"""

from rft.testing.attacked import Attacked, attack
from rft.testing.fixtures import attack_fixture, score_fixture
from rft.testing.scored import score

__all__ = ["Attacked", "attack", "attack_fixture", "score", "score_fixture"]
