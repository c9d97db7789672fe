"""The demo deploys through the real CDK CLI, calls the function by its ARN, and leaves nothing running."""

import contextlib
import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import psutil
import pytest

from rft.invoke.event_shapes import SHAPES
from rft.local import target
from rft.repository import ROOT

pytestmark = pytest.mark.e2e


@pytest.fixture
def idle_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, local_home: Path) -> Path:
    """A state folder of its own, in which no target runs."""
    monkeypatch.setenv("LOCALAWS_HOME", str(tmp_path))
    return tmp_path


@pytest.mark.usefixtures("idle_home")
def test_the_demo_scores_64_samples_in_every_shape_and_ends_its_target(
    rft: Callable[..., CompletedProcess[str]],
) -> None:
    done = rft("demo", "sentiment", "--json")
    assert done.returncode == 0, done.stderr
    shown: dict[str, Any] = json.loads(done.stdout)
    assert ":function:SageMaker-reward-sentiment-" in shown["FunctionArn"]
    assert [each["shape"] for each in shown["passes"]] == list(SHAPES)
    assert all(len(each["samples"]) == 64 for each in shown["passes"])
    assert len({sample["reward"] for sample in shown["passes"][0]["samples"]}) > 1
    assert any('"event": "sample"' in line for line in shown["log_lines"])
    assert target.is_running() is False
    _check_judged(shown["judged"])


def _check_judged(shown: dict[str, Any]) -> None:
    """Beside it, an experiment with a judge is deployed, its layer on the path, and the stand-in named as such."""
    assert ":function:SageMaker-reward-similarity-" in shown["FunctionArn"]
    assert shown["judge"] == "stand-in judge"
    (judged,) = shown["passes"]
    assert len(judged["samples"]) == 24
    assert len({sample["dimensions"]["similar"] for sample in judged["samples"]}) > 2
    (line,) = [json.loads(line) for line in shown["log_lines"] if '"event": "judge"' in line]
    assert line["calls"] >= line["asked"] > 20
    assert line["lost"] == 0


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP])
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
    """Parent, id and command line of every living process."""
    found: list[tuple[int, int, str]] = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if process.status() != psutil.STATUS_ZOMBIE:
                found.append((process.ppid(), process.pid, " ".join(process.cmdline())))
    return found


def _below(root: int) -> dict[int, str]:
    """Command line of every descendant, by its id."""
    processes, found = _processes(), dict[int, str]()
    generation = {root}
    while generation:
        generation = {pid for parent, pid, _ in processes if parent in generation}
        found |= {pid: command for _, pid, command in processes if pid in generation}
    return found


@pytest.mark.usefixtures("local_target")
def test_a_deployed_experiment_is_invoked_and_its_logs_are_read(
    rft: Callable[..., CompletedProcess[str]],
) -> None:
    for arguments in (["up"], ["deploy", "sentiment"]):
        done = rft("local", *arguments, "--json")
        assert done.returncode == 0, done.stderr
    arn = json.loads(done.stdout)["FunctionArn"]
    for extra in ([], ["--arn", arn, "--shape", "evaluation"]):
        invoked = rft("local", "invoke", "sentiment", "--json", "--count", "5", *extra)
        assert invoked.returncode == 0, invoked.stderr
        assert json.loads(invoked.stdout)["function_arn"] == arn
        assert len(json.loads(invoked.stdout)["samples"]) == 5
    logs = json.loads(rft("local", "logs", "sentiment", "--json", "--lines", "7").stdout)
    assert (logs["log_group"], len(logs["lines"])) == ("/nova-reward/sentiment", 7)
    pruned = json.loads(rft("prune", "sentiment", "--yes", "--json").stdout)
    assert (pruned["kept"], pruned["leftovers"]) == (arn, [])
    wrong = rft("local", "invoke", "sentiment", "--arn", arn[:-8] + "00000000")
    assert wrong.returncode == 1
    assert "Traceback" not in wrong.stderr
