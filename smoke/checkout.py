"""``Checkout``: a copy of the kit in which the README's commands run, so that the user's own files stay as they are."""

import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from compiler import naming
from rft.local.cdk import find
from rft.local.environment import node
from rft.repository import ROOT

COPIED: Final = (
    "app.py",
    "cdk.json",
    "package.json",
    "package-lock.json",
    "requirements.txt",
    "requirements",
    "compiler",
    "stacks",
    "lambda_src",
    "experiments",
    "sandbox_src",
    "layers",
    "rft",
    "localaws",
    "data",
    "evidence",
)
LINKED: Final = (".venv", ".venv-local", "node_modules", ".build")
"""``.build`` holds the layers, which are built from locked packages and take minutes without it."""


@dataclass(frozen=True)
class Ran:
    """The result of one command."""

    code: int
    out: str
    err: str


def copy_kit(root: Path) -> None:
    """Copy the kit into an empty folder; folders that take minutes to make are linked."""
    (ROOT / ".build").mkdir(exist_ok=True)
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, root / name)
    for name in LINKED:
        (root / name).symlink_to(ROOT / name)


@dataclass(frozen=True)
class Checkout:
    """The copy, and a user's commands in it."""

    root: Path
    environment: Mapping[str, str]
    """Every variable of the commands: whose credentials and which address they call is in it."""
    stage: str

    def label(self, experiment: str) -> str:
        """Return the experiment's name with its stage."""
        return naming.label(experiment, self.stage)

    def write(self, experiment: str, added: str) -> None:
        """Write the experiment's file: that of ``sentiment``, and ``added`` below it."""
        shipped = (ROOT / "experiments" / "sentiment.yaml").read_text(encoding="utf-8")
        (self.root / "experiments" / f"{experiment}.yaml").write_text(shipped + added, encoding="utf-8")

    def add(self, experiment: str, text: str) -> None:
        """Add to the experiment's file, as a user edits it."""
        file = self.root / "experiments" / f"{experiment}.yaml"
        file.write_text(f"{file.read_text(encoding='utf-8')}{text}", encoding="utf-8")

    def outputs_file(self, experiment: str) -> Path:
        """Return the file that a deployment writes its outputs into."""
        return self.root / f"{experiment}.outputs.json"

    def deploy(self, experiment: str) -> Ran:
        """Run ``cdk deploy NovaReward-<label> -c experiment=<name> -c stage=<stage>``."""
        stack = naming.stack_name(self.label(experiment))
        return self.cdk("deploy", stack, *self.app(experiment), *self._unasked(experiment))

    def app(self, experiment: str) -> list[str]:
        """Return the options that name the app."""
        return ["-c", f"experiment={experiment}", "-c", f"stage={self.stage}"]

    def _unasked(self, experiment: str) -> list[str]:
        quiet = ["--require-approval", "never", "--no-notices", "--no-color"]
        return [*quiet, "--outputs-file", str(self.outputs_file(experiment))]

    def cdk(self, *arguments: str) -> Ran:
        """Run the pinned CDK command line."""
        return self._run([str(node()), str(find()), *arguments])

    def rft(self, *arguments: str) -> Ran:
        """Run ``rft``."""
        return self._run([str(self.root / ".venv/bin/python"), "-m", "rft", *arguments])

    def _run(self, command: list[str]) -> Ran:
        done = subprocess.run(
            command, cwd=self.root, env=dict(self.environment), capture_output=True, text=True, check=False
        )
        return Ran(done.returncode, done.stdout, done.stderr)
