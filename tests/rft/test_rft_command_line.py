"""Exit codes and messages: 2 for a wrong call, never a traceback, JSON when asked for."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from subprocess import CompletedProcess

import psutil
import pytest
from botocore.exceptions import ClientError, NoCredentialsError

from rft.logs import verb as logs_verb
from rft.repository import ROOT

pytestmark = pytest.mark.usefixtures("local_home")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["no-such-verb"], "No such command"),
        (["invoke", "sentiment", "--count", "many"], "Invalid value"),
        (["local", "deploy", "nope"], "experiments/<name>.yaml; known: code, faithful-summary"),
        (["invoke", "sentiment", "--road", "nope"], "Invalid value for '--road'"),
        (["invoke", "sentiment", "rows.jsonl", "--count", "0"], "--count: got 0, expected 1"),
        (["prune"], "Missing argument"),
        (["prune", "../x"], "got '../x'"),
    ],
)
def test_a_wrong_call_exits_2_and_says_why(
    rft: Callable[..., CompletedProcess[str]], arguments: list[str], message: str
) -> None:
    done = rft(*arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_help_exits_0_and_lists_the_verbs(rft_process: Callable[..., CompletedProcess[str]]) -> None:
    done = rft_process("--help")
    assert done.returncode == 0
    assert all(verb in done.stdout for verb in ("local", "demo", "prune", "logs", "doctor"))


def test_a_verb_that_needs_the_target_says_how_to_start_it(
    rft: Callable[..., CompletedProcess[str]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    monkeypatch.setenv("LOCALAWS_HOME", str(tmp_path_factory.mktemp("idle")))
    for verb in (["invoke"], ["local", "deploy"], ["local", "logs"], ["prune"]):
        done = rft(*verb, "sentiment")
        assert (done.returncode, done.stderr) == (
            2,
            "error: local target: it is not running; start it with `rft local up`\n",
        )
    status = rft("local", "status", "--json")
    assert (status.returncode, json.loads(status.stdout)["running"]) == (0, False)
    down = rft("local", "down", "--json")
    assert (down.returncode, json.loads(down.stdout)["stopped"]) == (0, False)


def test_a_missing_local_environment_says_make_setup(
    rft: Callable[..., CompletedProcess[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOCALAWS_PYTHON", "/no/such/python")
    done = rft("local", "status")
    assert done.returncode == 2
    assert "run `make setup`" in done.stderr


def _script(file: Path, *lines: str) -> str:
    file.write_text("\n".join(["#!/bin/sh", *lines, ""]), encoding="utf-8")
    file.chmod(0o755)
    return str(file)


@pytest.mark.parametrize("kind", ["folder", "not executable", "not a program"])
def test_a_local_interpreter_that_does_not_run_is_named(
    kind: str, rft: Callable[..., CompletedProcess[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    python = tmp_path / "python"
    if kind == "folder":
        python.mkdir()
    else:
        python.write_text("no program", encoding="utf-8")
        python.chmod(0o755 if kind == "not a program" else 0o644)
    monkeypatch.setenv("LOCALAWS_PYTHON", str(python))
    done = rft("local", "status")
    assert done.returncode == 2
    assert f"got '{python}', which does not run" in done.stderr
    assert "LOCALAWS_PYTHON" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("ending", "verb"),
    [
        (signal.SIGTERM, ["local", "status"]),
        (signal.SIGTERM, ["local", "down"]),
        (signal.SIGTERM, ["prune", "sentiment"]),
        (signal.SIGHUP, ["local", "status"]),
        pytest.param(signal.SIGHUP, ["local", "down"], marks=pytest.mark.long),
        pytest.param(signal.SIGHUP, ["prune", "sentiment"], marks=pytest.mark.long),
    ],
)
def test_a_verb_ended_by_a_signal_ends_its_child(
    ending: signal.Signals,
    verb: list[str],
    rft_process: Callable[..., CompletedProcess[str]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    child = tmp_path / "child"
    python = _script(
        tmp_path / "python", f"echo $$ > {child}", "sleep 0.5", f"kill -{ending.value} $PPID", "exec sleep 60"
    )
    monkeypatch.setenv("LOCALAWS_PYTHON", python)
    done = rft_process(*verb)
    assert (done.returncode, done.stdout, done.stderr) == (128 + ending, "", "")
    assert not psutil.pid_exists(int(child.read_text(encoding="utf-8")))


def test_a_verb_under_nohup_outlives_a_hang_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    python = _script(tmp_path / "python", "kill -HUP $PPID", """echo '{"running": false}'""")
    monkeypatch.setenv("LOCALAWS_PYTHON", python)
    command = ["nohup", sys.executable, "-m", "rft", "local", "status", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, json.loads(done.stdout)) == (0, {"running": False})


def test_the_version_is_printed(rft_process: Callable[..., CompletedProcess[str]]) -> None:
    done = rft_process("--version")
    assert (done.returncode, done.stdout) == (0, f"rft {version('nova-reward-kit')}\n")


@pytest.mark.parametrize(
    ("options", "place"),
    [(["--aws"], "your AWS account"), (["--target"], "the local target"), ([], "the local target")],
)
def test_a_failed_call_says_whether_it_went_to_an_account(
    rft: Callable[..., CompletedProcess[str]], monkeypatch: pytest.MonkeyPatch, options: list[str], place: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ClientError({"Error": {"Code": "Teapot", "Message": "\x1b[2J"}}, "StartQuery")

    monkeypatch.setattr(logs_verb, "_ask_aws", fail)
    monkeypatch.setattr(logs_verb, "_events_of_target", fail)
    done = rft("logs", "sentiment", "outcomes", *options)
    assert done.returncode == 1
    assert done.stderr.startswith(f"error: a call to {place} failed: An error occurred (Teapot)")
    assert ("`rft local status`" in done.stderr) is (place == "the local target")
    assert "\x1b" not in done.stderr


@pytest.mark.parametrize(
    ("error", "remedy"),
    [
        (NoCredentialsError(), "set AWS_PROFILE, or run `aws configure` or `aws sso login`"),
        (ClientError({"Error": {"Code": "ExpiredToken"}}, "Invoke"), "sign in again"),
        (ClientError({"Error": {"Code": "InvalidClientTokenId"}}, "Invoke"), "correct the access key"),
        (ClientError({"Error": {"Code": "AccessDenied"}}, "Invoke"), "allow these credentials that action"),
        (ClientError({"Error": {"Code": "Teapot"}}, "Invoke"), "check the credentials and the region"),
    ],
)
def test_a_failed_call_to_an_account_ends_with_its_remedy(
    rft: Callable[..., CompletedProcess[str]], monkeypatch: pytest.MonkeyPatch, error: Exception, remedy: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("rft.score.verb.read_experiment", fail)
    assert rft("score", "similarity", "--by-model").stderr.endswith(f"; {remedy}\n")


def test_a_failed_call_to_an_experiments_own_model_went_to_an_account(
    rft: Callable[..., CompletedProcess[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ClientError({"Error": {"Code": "Teapot", "Message": "no tea"}}, "Converse")

    monkeypatch.setattr("rft.score.verb.read_experiment", fail)
    assert rft("score", "similarity", "--by-model").stderr.startswith("error: a call to your AWS account failed")
