"""Fixtures of the compiler's tests."""

from pathlib import Path

import pytest

from compiler.layers.build import build_layer
from compiler.layers.lock import read_locks
from tests.compiler.made_kit import NOTHING, Kit, make_kit


@pytest.fixture
def kit(tmp_path: Path) -> Kit:
    return make_kit(tmp_path / "kit")


@pytest.fixture(scope="session")
def empty_layer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ``.build`` folder of a layer ``judge`` that brings nothing; building takes seconds."""
    root = tmp_path_factory.mktemp("built")
    (root / "layers" / "judge").mkdir(parents=True)
    (root / "layers" / "judge" / "requirements.txt").write_text(NOTHING)
    build_layer(read_locks(["judge"], root, "x")[0], "arm64", root)
    return root / ".build"


@pytest.fixture
def judged_kit(kit: Kit, empty_layer: Path) -> Kit:
    """A kit whose reward ``first`` has judged dimensions, with the layer that this takes."""
    kit.judged()
    kit.layer("judge", empty_layer)
    return kit
