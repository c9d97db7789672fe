"""The local AWS target and the stand-in judge: fresh ones for tests that change them, shared ones for the others."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.localaws.asking import client
from tests.localaws.command import ROOT, Local
from tests.standin import StandIn, stand_in


@pytest.fixture(scope="session")
def ministack_python() -> str:
    """The Python that holds MiniStack."""
    python = Path(os.environ.get("LOCALAWS_PYTHON") or ROOT / ".venv-local" / "bin" / "python")
    if not python.exists():
        pytest.fail(f"no Python with MiniStack at {python}: run `make setup`, or set LOCALAWS_PYTHON to one")
    return str(python)


@pytest.fixture
def local(ministack_python: str, tmp_path: Path) -> Iterator[Local]:
    """The command with a fresh state folder. Its target is ended after the test."""
    command = Local(tmp_path / "a home", ministack_python)
    yield command
    command("down")


@pytest.fixture(scope="session")
def shared(ministack_python: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Local]:
    """The command with a running target, for tests that leave it running and use names of their own."""
    command = Local(tmp_path_factory.mktemp("shared") / "a home", ministack_python)
    started = command("up")
    assert started.code == 0, started.err
    yield command
    command("down")


@pytest.fixture(scope="session")
def running() -> Iterator[StandIn]:
    """One stand-in for all tests, with the configuration that the last test gave it."""
    with stand_in() as judge:
        yield judge


@pytest.fixture
def judge(running: StandIn) -> StandIn:
    """The stand-in at the start of a new run, with defaults."""
    running.configure()
    return running


@pytest.fixture(scope="session")
def unbroken(running: StandIn) -> Any:
    """A client of the stand-in whose connections no test breaks."""
    return client(running)


@pytest.fixture
def asker(judge: StandIn, unbroken: Any) -> Any:
    """A client of the stand-in at the start of a new run, for tests that break no connection."""
    assert judge.endpoint == unbroken.meta.endpoint_url
    return unbroken
