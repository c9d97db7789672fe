"""The real command of the local AWS target, run by the Python that holds MiniStack."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ran:
    """What one command left."""

    code: int
    text: str
    err: str

    @property
    def out(self) -> dict[str, Any]:
        """The one JSON object on stdout; with the words on stderr where there is none."""
        assert self.text, self.err
        return json.loads(self.text)


@dataclass(frozen=True)
class Local:
    """The command, with a state folder and a Python of its own."""

    home: Path
    python: str

    def run(self, *arguments: str, python: str | None = None, **environment: str) -> Ran:
        """Run ``python <arguments>`` in an environment that also holds one word it must not pass on."""
        passed = {"PATH": os.environ["PATH"], "LOCALAWS_HOME": str(self.home), "PRIVATE_WORD": "kept-here"}
        command = [python or self.python, *arguments]
        ran = subprocess.run(
            command,
            cwd=ROOT,
            env=passed | environment,
            capture_output=True,
            text=True,
            timeout=90,
            check=False,
        )
        return Ran(ran.returncode, ran.stdout, ran.stderr)

    def __call__(self, command: str, **environment: str) -> Ran:
        """Run one command of ``localaws``."""
        return self.run("-m", "localaws", command, **environment)


@pytest.fixture
def local(tmp_path: Path) -> Iterator[Local]:
    """The command with a fresh state folder; ends its target, whatever the test did."""
    python = Path(os.environ.get("LOCALAWS_PYTHON") or ROOT / ".venv-local" / "bin" / "python")
    if not python.exists():
        pytest.fail(f"no Python with MiniStack at {python}: run `make setup`, or set LOCALAWS_PYTHON to one")
    command = Local(tmp_path / "a home", str(python))
    yield command
    command("down")
