"""Fixtures of the compiler's tests."""

from pathlib import Path

import pytest

from compiler.compile import ROOT
from compiler.layers.build import build_layer
from compiler.layers.lock import read_locks
from tests.compiler.made_kit import Kit, make_kit


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of every kit. It keeps this machine's bytecode of the runtime, which takes half a second to make."""
    folder = tmp_path_factory.mktemp("place")
    (folder / "host-bytecode").mkdir()
    return folder


@pytest.fixture
def kit(place: Path) -> Kit:
    """A new kit, in the folder of the one before."""
    made = make_kit(place / "kit")
    (made.root / ".build").mkdir()
    (made.root / ".build" / "host-bytecode").symlink_to(place / "host-bytecode")
    return made


@pytest.fixture(scope="session")
def judge_layer() -> Path:
    """The ``.build`` folder that holds the real layer ``judge``, without which no judged function starts."""
    build_layer(read_locks(["judge"], ROOT, "x")[0], "arm64", ROOT)
    return ROOT / ".build"


@pytest.fixture(scope="session")
def schema_layer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ``.build`` folder that holds the layer ``schema``, newly built."""
    root = tmp_path_factory.mktemp("schema")
    build_layer(read_locks(["schema"], ROOT, "x")[0], "arm64", root)
    return root / ".build"


@pytest.fixture
def judged_kit(kit: Kit, judge_layer: Path) -> Kit:
    """A kit whose reward ``first`` has judged dimensions, with the layer that this takes."""
    kit.judged()
    kit.layer("judge", judge_layer)
    return kit
