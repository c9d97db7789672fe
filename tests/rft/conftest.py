"""The command line, one real local target for the tests that need it, and rows."""

import signal
import subprocess
import sys
from collections.abc import Callable, Generator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from rft import __main__ as command_line
from rft.failures import CallError
from rft.invoke.rows import RecordedRow
from rft.local import target
from rft.local.target import LocalTarget
from rft.repository import ROOT
from tests.jsii_cache import share_jsii_cache

Rft = Callable[..., CompletedProcess[str]]


@pytest.fixture(autouse=True)
def hang_ups_reach_children() -> Generator[None]:
    """Pass on hang-ups even if pytest runs under ``nohup``: children inherit an ignored signal, but no handler."""
    ignored = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    if ignored:
        signal.signal(signal.SIGHUP, lambda *_: None)
    yield
    if ignored:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)


@pytest.fixture(scope="session")
def local_home(tmp_path_factory: pytest.TempPathFactory) -> Generator[Path]:
    home = share_jsii_cache(tmp_path_factory.mktemp("local"))
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
def rft(capsys: pytest.CaptureFixture[str]) -> Generator[Rft]:
    """Runs the command line in this process, which is faster than a process of its own."""
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}

    def run(*arguments: str) -> CompletedProcess[str]:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            command_line.main(arguments)
        said = capsys.readouterr()
        assert isinstance(ended.value.code, int | None)
        return CompletedProcess(arguments, ended.value.code or 0, said.out, said.err)

    yield run
    for number, handler in handlers.items():
        signal.signal(number, handler)


@pytest.fixture
def rft_process() -> Rft:
    """Runs the command line as a process of its own, for tests of signals and of the environment."""

    def run(*arguments: str) -> CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "rft", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
        )

    return run
