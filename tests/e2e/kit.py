"""A copy of the kit, as a user clones it, with a local target of its own."""

import json
import os
import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from rft.local.target import LocalTarget
from smoke.checkout import copy_kit as copy
from tests.jsii_cache import share_jsii_cache

ROOT = Path(__file__).parents[2]
UMASK = 0o077
"""That of a careful user, and of some companies: nobody else may read new files."""


@dataclass(frozen=True)
class Ran:
    """The result of one command."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The JSON on stdout, if the command ended well."""
        assert self.code == 0, self.out + self.err
        return json.loads(self.out)


@dataclass(frozen=True)
class Kit:
    """The copy, and a user's actions in it."""

    root: Path

    @property
    def home(self) -> Path:
        return self.root / ".local"

    def run(self, *arguments: str) -> Ran:
        """Run ``rft`` as a user does."""
        environment = {**os.environ, "PYTHONPATH": str(self.root), "LOCALAWS_HOME": str(self.home)}
        command = [str(self.root / ".venv/bin/python"), "-m", "rft", *arguments]
        done = subprocess.run(
            command, cwd=self.root, env=environment, capture_output=True, text=True, check=False, umask=UMASK
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    def rft(self, *arguments: str) -> Any:
        """Run ``rft ... --json`` and return its output."""
        return self.run(*arguments, "--json").json

    @cached_property
    def status(self) -> Any:
        """The state of the target after the demo."""
        return self.rft("local", "status")

    @property
    def target(self) -> LocalTarget:
        """The running target."""
        status = self.status
        return LocalTarget(status["endpoint"], self.home, status["access_key"])


def copy_kit(root: Path) -> Kit:
    """Copy the kit into an empty folder."""
    copy(root)
    for file in root.rglob("*.py"):
        file.chmod(0o600)
    made = Kit(root)
    share_jsii_cache(made.home)
    return made
