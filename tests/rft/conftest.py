"""One real local target for the tests that need it, and the kit's rows in memory."""

import signal
import subprocess
import sys
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from rft.failures import CallError
from rft.invoke.rows import RecordedRow
from rft.local import target
from rft.local.target import LocalTarget
from rft.repository import ROOT

Rft = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(autouse=True)
def hang_ups_reach_children() -> Generator[None]:
    """Also where the tests themselves run under ``nohup``: what is ignored is inherited, and what is handled is not."""
    ignored = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    if ignored:
        signal.signal(signal.SIGHUP, lambda *_: None)
    yield
    if ignored:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)


@pytest.fixture(scope="session")
def local_home(tmp_path_factory: pytest.TempPathFactory) -> Generator[Path]:
    home = tmp_path_factory.mktemp("local")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOCALAWS_HOME", str(home))
        try:
            target.local_python()
        except CallError as error:
            pytest.fail(str(error))
        yield home


@pytest.fixture(scope="session")
def local_target(local_home: Path) -> Generator[LocalTarget]:
    running = target.up()
    yield running
    target.down()


@pytest.fixture
def rows() -> list[RecordedRow]:
    def row(number: int, reference: str) -> RecordedRow:
        turns = [{"role": "user", "content": f"question {number}"}]
        fields = {"id": f"r{number}", "messages": turns, "reference_answer": reference, "topic": "tea"}
        return RecordedRow(fields, f"answer {number}")

    return [row(1, "yes"), row(2, "no")]


@pytest.fixture
def rft() -> Rft:
    """Runs the command line as a process of its own."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "rft", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
        )

    return run
