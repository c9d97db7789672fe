"""``python -m localaws`` as a test calls it: the real command, run by the Python that holds MiniStack."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ran:
    """The result of one command."""

    code: int
    text: str
    err: str

    @property
    def out(self) -> dict[str, Any]:
        """The one JSON object on stdout. Without one, fail with the text of stderr."""
        assert self.text, self.err
        return json.loads(self.text)


@dataclass(frozen=True)
class Local:
    """The command, with a state folder and a Python of its own."""

    home: Path
    python: str

    def run(self, *arguments: str, python: str | None = None, **environment: str) -> Ran:
        """Run ``python <arguments>``, in an environment that also holds a variable that must not be passed on."""
        passed = {"PATH": os.environ["PATH"], "LOCALAWS_HOME": str(self.home), "PRIVATE_WORD": "kept-here"}
        command = [python or self.python, *arguments]
        ran = subprocess.run(
            command,
            cwd=ROOT,
            env=passed | environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        return Ran(ran.returncode, ran.stdout, ran.stderr)

    def __call__(self, command: str, **environment: str) -> Ran:
        """Run one command of ``localaws``."""
        return self.run("-m", "localaws", command, **environment)
