"""`rft local status` exits with 1 if a part of the target is missing, and names the remedy."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from rft.failures import CheckFailed
from rft.local import verb as local


@pytest.mark.parametrize(
    ("seen", "problem"),
    [
        ({"running": False, "died": True}, "it ended by itself"),
        ({"running": True, "judge_running": False}, "its stand-in judge does not answer"),
    ],
)
def test_what_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch, seen: dict[str, Any], problem: str) -> None:
    monkeypatch.setattr(local.target, "status", lambda: seen)
    with pytest.raises(CheckFailed, match=f"^local target: {problem}; start it again with `rft local up`$"):
        local.status()


@pytest.mark.parametrize("seen", [{"running": True, "judge_running": True}, {"running": False}])
def test_a_target_that_answers_and_none_at_all_are_fine(monkeypatch: pytest.MonkeyPatch, seen: dict[str, Any]) -> None:
    monkeypatch.setattr(local.target, "status", lambda: seen)
    local.status()


def test_a_state_that_cannot_be_read_is_an_error(
    rft: Callable[..., CompletedProcess[str]], local_home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LOCALAWS_HOME", str(tmp_path))
    (tmp_path / "state.json").write_text('{"pid": 1', encoding="utf-8")
    for verb in (["local", "status"], ["local", "deploy", "sentiment"]):
        done = rft(*verb)
        assert done.returncode == 1
        assert done.stderr.startswith("error: local target: reading the target's state failed: ")
        assert "delete that file" in done.stderr
