"""Fixtures of the runtime tests: the packaged sentiment function, running under the emulator."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from compiler.compiled import CompiledExperiment
from tests.runtime.emulator import RIE, Emulator, emulated, packaged
from tests.standin import StandIn, stand_in


@pytest.fixture(scope="session", autouse=True)
def runtime() -> None:
    """AWS's runtime client and emulator are there. Both are for Linux only."""
    if sys.platform != "linux":
        pytest.skip("awslambdaric has no wheel for this platform, and the emulator is a Linux program")
    if not RIE.is_file():
        pytest.fail(f"{RIE.parents[1].name}: got no emulator in it, expected one; make .venv-runtime/.ready")


@pytest.fixture(scope="module")
def judge() -> Iterator[StandIn]:
    """The stand-in judge of one file."""
    with stand_in() as running:
        yield running


@pytest.fixture(scope="module")
def task(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("task")


@pytest.fixture(scope="module")
def compiled(task: Path) -> CompiledExperiment:
    return packaged(task)


@pytest.fixture(scope="module")
def function(task: Path, compiled: CompiledExperiment, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    """The packaged function. The tests of one file share it and its log."""
    with emulated(task, tmp_path_factory.mktemp("log") / "log", compiled.environment) as running:
        yield running
