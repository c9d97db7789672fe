"""A temporary target is ended even if the terminal is gone."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from rft.local import target
from rft.local.target import LocalTarget
from rft.local.temporary_target import temporary_target
from rft.steps import Steps


class _Terminal(io.StringIO):
    """A terminal whose writes fail after it is hung up."""

    failure: OSError | None = None

    def write(self, text: str, /) -> int:
        if self.failure is not None:
            raise self.failure
        return super().write(text)


@pytest.mark.parametrize("failure", [OSError(5, "Input/output error"), BrokenPipeError()])
def test_a_target_is_ended_when_the_terminal_is_gone(failure: OSError, monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[bool] = []
    monkeypatch.setattr(target, "is_running", lambda: False)
    monkeypatch.setattr(target, "up", lambda: LocalTarget("http://127.0.0.1:1", Path("/none")))
    monkeypatch.setattr(target, "down", lambda: ended.append(True))
    monkeypatch.setattr(Console, "on_broken_pipe", _exit)
    terminal = _Terminal()
    with pytest.raises((OSError, SystemExit)), temporary_target(Steps(Console(file=terminal))):
        terminal.failure = failure
    assert ended


def _exit(_console: Console) -> None:
    """Behave as rich does, without redirecting this process's stdout."""
    raise SystemExit(1)
