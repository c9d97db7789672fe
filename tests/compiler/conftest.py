"""Fixtures of the compiler's tests."""

from pathlib import Path

import pytest

from compiler.compile import ROOT
from compiler.layers.build import build_layer
from compiler.layers.lock import read_locks
from tests.compiler.made_kit import Kit, make_kit


@pytest.fixture
def kit(tmp_path: Path) -> Kit:
    return make_kit(tmp_path / "kit")


@pytest.fixture(scope="session")
def judge_layer() -> Path:
    """The ``.build`` folder that holds the real layer ``judge``, without which no judged function starts."""
    build_layer(read_locks(["judge"], ROOT, "x")[0], "arm64", ROOT)
    return ROOT / ".build"


@pytest.fixture
def judged_kit(kit: Kit, judge_layer: Path) -> Kit:
    """A kit whose reward ``first`` has judged dimensions, with the layer that this takes."""
    kit.judged()
    kit.layer("judge", judge_layer)
    return kit
