"""The demo leaves nothing running, however it ends. ``tests/e2e/test_deployments.py`` tests its deployments."""

import contextlib
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from compiler.compiled import CompiledExperiment
from rft.demo import verb as demo
from rft.demo.demonstration import Demonstration
from rft.invoke.invocation import Pass, ScoredRow
from rft.invoke.rows import RecordedRow
from rft.local import cdk, target
from rft.local.deployed import Deployed
from rft.local.target import LocalTarget
from rft.repository import ROOT
from rft.steps import Steps
from tests.jsii_cache import share_jsii_cache

pytestmark = pytest.mark.e2e


@pytest.fixture
def idle_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, local_home: Path) -> Path:
    """A state folder of its own, without a running target."""
    monkeypatch.setenv("LOCALAWS_HOME", str(share_jsii_cache(tmp_path)))
    return tmp_path


def test_a_demo_ends_the_target_that_it_started(
    idle_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The deployment is left out here, because ``tests/e2e`` shows it."""
    seen: list[bool] = []

    def demonstrate(running: LocalTarget, compiled: CompiledExperiment, _steps: Steps) -> Demonstration:
        assert running.home == idle_home
        seen.append(target.is_running())
        scored = Pass("training-job", (ScoredRow("r1", 1.0, {}, {}),), (1.0,))
        row = RecordedRow({"id": "r1", "messages": []}, "yes")
        return Demonstration(compiled, Deployed("arn", "policy", "dashboard", "group", "hash"), [row], [scored], [])

    monkeypatch.setattr(demo, "demonstrate", demonstrate)
    monkeypatch.setattr(cdk, "bootstrap", lambda *_: None)
    demo.demo(as_json=True)
    assert seen == [True, True]
    assert target.is_running() is False
    said = capsys.readouterr()
    assert json.loads(said.out)["judged"]["judge"] == "stand-in judge"
    assert said.err.startswith("This deploys rewards")


HANG_UP = pytest.param(signal.SIGHUP, marks=pytest.mark.long)
"""Takes the way of the other one, for ten seconds; ``test_rft_command_line.py`` holds that both take it."""


@pytest.mark.parametrize("ending", [signal.SIGTERM, HANG_UP])
def test_a_demo_ended_by_a_signal_while_it_deploys_leaves_no_process(ending: signal.Signals, idle_home: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "rft", "demo", "sentiment"], cwd=ROOT, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        seen = next(line for line in process.stderr if "cdk deploy" in line)
        while not any("app.py" in command for command in _below(process.pid).values()):
            time.sleep(0.05)
        started = _below(process.pid)
        process.send_signal(ending)
        seen += process.stderr.read()
    assert process.returncode == 128 + ending
    assert "Traceback" not in seen
    assert target.is_running() is False
    left = {command for _, pid, command in _processes() if pid in started or str(idle_home) in command}
    assert left == set()


def _processes() -> list[tuple[int, int, str]]:
    """Return parent, id and command line of every living process."""
    found: list[tuple[int, int, str]] = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if process.status() != psutil.STATUS_ZOMBIE:
                found.append((process.ppid(), process.pid, " ".join(process.cmdline())))
    return found


def _below(root: int) -> dict[int, str]:
    """Return the command line of every descendant, by its id."""
    processes, found = _processes(), dict[int, str]()
    generation = {root}
    while generation:
        generation = {pid for parent, pid, _ in processes if parent in generation}
        found |= {pid: command for _, pid, command in processes if pid in generation}
    return found
