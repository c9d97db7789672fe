"""A copy of the kit with rewards of its own, and ``rft score`` in it as a process of its own."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from rft.repository import ROOT

COPIED = ("rft", "compiler", "lambda_src", "localaws", "layers")
LABELS = """
from reward_runtime.answers.labels import Labels
from reward_runtime.extract import boxed
from reward_runtime.reward import Reward

REWARD = Reward(Labels("yes", "no"), extract=boxed())
"""


@dataclass(frozen=True)
class Kit:
    """The copy."""

    root: Path

    def reward(self, name: str, source: str, experiment: str = "") -> None:
        """Write a reward, and an experiment of the same name."""
        (self.root / "lambda_src" / "rewards" / f"{name}.py").write_text(source, encoding="utf-8")
        text = f"reward: {name}\ndescription: A reward of a test.\n{experiment}"
        (self.root / "experiments" / f"{name}.yaml").write_text(text, encoding="utf-8")

    def rows(self, file: str, rows: Iterable[Any]) -> Path:
        """Write rows, each as a line; text as it is."""
        path = self.root / file
        lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return path

    def score(self, *arguments: str, columns: int = 80) -> CompletedProcess[str]:
        """Run ``rft score`` as a user does."""
        return self.run("score", *arguments, columns=columns)

    def run(self, *arguments: str, columns: int = 80) -> CompletedProcess[str]:
        """Run ``rft`` as a user does."""
        environment = {**os.environ, "PYTHONPATH": str(self.root), "COLUMNS": str(columns)}
        command = [sys.executable, "-m", "rft", *arguments]
        return subprocess.run(command, cwd=self.root, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copy of this repository. Its modules are compiled by the first process, which takes a second."""
    root = tmp_path_factory.mktemp("copied")
    for folder in COPIED:
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "package-lock.json", root)
    # A layer that no test has built yet is compiled by a package of Node.
    for folder in (".build", "node_modules"):
        (root / folder).symlink_to(ROOT / folder)
    return root


@pytest.fixture
def kit(copied: Path) -> Kit:
    """The copy with one reward of its own, and with nothing of the test before."""
    for folder in ("experiments", "data", "lambda_src/rewards"):
        shutil.rmtree(copied / folder, ignore_errors=True)
        (copied / folder).mkdir()
    shutil.copy(ROOT / "lambda_src/rewards/__init__.py", copied / "lambda_src/rewards")
    for file in copied.glob("*.jsonl"):
        file.unlink()
    made = Kit(copied)
    made.reward("tea", LABELS)
    return made
