"""Exit codes and messages: 2 for a wrong call, never a traceback, JSON when asked for."""

import json
from collections.abc import Callable
from subprocess import CompletedProcess

import pytest

pytestmark = pytest.mark.usefixtures("local_home")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["no-such-verb"], "No such command"),
        (["local", "invoke", "--count", "many"], "Invalid value"),
        (["local", "deploy", "nope"], "experiments/<name>.yaml; known: sentiment"),
        (["local", "invoke", "--shape", "nope"], "--shape: got 'nope', expected one of: training-job"),
        (["local", "invoke", "--count", "0"], "--count: got 0, expected 1.."),
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


def test_help_exits_0_and_lists_the_verbs(rft: Callable[..., CompletedProcess[str]]) -> None:
    done = rft("--help")
    assert done.returncode == 0
    assert all(verb in done.stdout for verb in ("local", "demo", "prune"))


def test_a_verb_that_needs_the_target_says_how_to_start_it(
    rft: Callable[..., CompletedProcess[str]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    monkeypatch.setenv("LOCALAWS_HOME", str(tmp_path_factory.mktemp("idle")))
    for arguments in (["local", "invoke"], ["local", "deploy"], ["local", "logs"], ["prune", "sentiment"]):
        done = rft(*arguments)
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
