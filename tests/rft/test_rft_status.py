"""`rft local status` exits with 1 if a part of the target is missing, and says what to do."""

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
