"""``Side``: one of the two experiments, and its results on the samples.

Each side scores in a process of its own, with the code of its own revision, because a process holds one runtime.
"""

import contextlib
import json
import os
import subprocess
import sys
import tarfile
import time
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, fields
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rft.failures import CallError, CheckFailed, RftError
from rft.repository import ROOT
from rft.score.scoring import Asked

__all__ = ["Results", "Side", "side_of"]


@dataclass(frozen=True)
class Results:
    """What one side says."""

    samples: Sequence[Mapping[str, Any]]
    """As ``rft score --json`` writes them."""
    asked: Asked
    """Calls and tokens of the judge."""
    judge: str | None
    seconds: float
    findings: Mapping[str, str] | None
    """Name of each finding of an attack -> its severity; ``None`` if there was no attack."""


def _asked(told: Mapping[str, int]) -> Asked:
    """Another revision may count other things; these are left out."""
    return Asked(**{each.name: told.get(each.name, 0) for each in fields(Asked)})


@dataclass(frozen=True)
class Side:
    """One experiment at one state of the repository."""

    name: str
    """As it was asked for: ``sentiment@HEAD~3``."""
    experiment: str
    folder: Path

    def results(self, rows: Path, options: Sequence[str], attacks: bool) -> Results:
        """Score the rows.

        Raises:
            RftError: there is no such experiment, the reward cannot be loaded, or its judge gives no answer.
        """
        began = time.perf_counter()
        told = self._run("score", self.experiment, str(rows), "--json", "--show", "0", *options)
        seconds = time.perf_counter() - began
        findings = self._findings() if attacks else None
        return Results(told["samples"], _asked(told.get("asked", {})), told.get("judge"), seconds, findings)

    def _findings(self) -> Mapping[str, str] | None:
        try:
            told = self._run("attack", self.experiment, "--json", "--depth", "quick")
        except RftError:
            # A revision from before the verb.
            return None
        return {str(each["name"]): str(each["severity"]) for each in told.get("findings", [])}

    def _run(self, *arguments: str) -> dict[str, Any]:
        paths = os.pathsep.join([str(self.folder), str(self.folder / "lambda_src")])
        environment = {**os.environ, "PYTHONPATH": paths}
        command = [sys.executable, "-m", "rft", *arguments]
        quiet = subprocess.PIPE if "attack" in arguments or "--aws" not in arguments else None
        done = subprocess.run(
            command, cwd=self.folder, env=environment, stdout=subprocess.PIPE, stderr=quiet, text=True, check=False
        )
        try:
            return json.loads(done.stdout)
        except ValueError:
            said = (done.stderr or "").strip().splitlines()
            kind = CallError if done.returncode == CallError.exit_code else CheckFailed
            raise kind(f"{self.name}: {said[-1].removeprefix('error: ') if said else 'see above'}") from None


@contextlib.contextmanager
def side_of(name: str) -> Generator[Side]:
    """Yield the side; the files of a revision are there while the block runs.

    Raises:
        CallError: there is no such revision.
    """
    experiment, at, revision = name.partition("@")
    if not at:
        yield Side(name, experiment, ROOT)
        return
    with TemporaryDirectory(prefix="rft-compare-") as made:
        folder = Path(made)
        _extract(revision, name, folder)
        if (ROOT / ".build").exists():
            # Built layers, each under the digest of what it is made of.
            (folder / ".build").symlink_to(ROOT / ".build")
        yield Side(name, experiment, folder)


def _extract(revision: str, name: str, folder: Path) -> None:
    # `--` would make git read the revision as a path, so one that begins with a hyphen is refused here.
    done = (
        subprocess.run(["git", "archive", "--format=tar", revision], cwd=ROOT, capture_output=True, check=False)
        if revision and not revision.startswith("-")
        else None
    )
    if done is None or done.returncode:
        raise CallError(f"{name}: got the revision {revision!r}, expected one that git knows, such as HEAD~3 or main")
    with tarfile.open(fileobj=BytesIO(done.stdout)) as packed:
        packed.extractall(folder, filter="data")
