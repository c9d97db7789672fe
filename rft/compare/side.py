"""``Side``: one of the two experiments or deployed functions, and its results on the samples.

Each side scores in a process of its own, with the code of its own revision, because a process holds one runtime.
"""

import contextlib
import json
import os
import re
import subprocess
import sys
import tarfile
import time
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, fields
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from compiler.errors import CompileError
from compiler.experiment.file import read_experiment
from compiler.prices import token_price

from rft.failures import CallError, CheckFailed, RftError
from rft.invoke.callee import owners
from rft.local.environment import ACCOUNT
from rft.repository import ROOT
from rft.score.scoring import Asked

__all__ = ["BY_MODEL", "YES", "Results", "Side", "side_of"]


_ARN: Final = re.compile(
    r"arn:aws[a-z-]*:lambda:[a-z0-9-]+:(\d{12}):function:SageMaker-reward-(.+)-[0-9a-f]{8}(?::[\w$-]+)?"
)
_PLACES: Final = ("local", "aws")
BY_MODEL: Final = "--by-model"
YES: Final = "--yes"


@dataclass(frozen=True)
class Results:
    """The results of one side."""

    samples: Sequence[Mapping[str, Any]]
    """As ``rft score --json`` writes them."""
    asked: Asked
    """Calls and tokens of the judge."""
    judge: str | None
    seconds: float
    findings: Mapping[str, str] | None
    """Name of each finding of an attack -> its severity; ``None`` if there was no attack."""
    prices: tuple[float, float] | None = None
    """US dollars for a million tokens that the experiment's model reads, and writes; ``None`` if not known."""

    @property
    def dollars(self) -> float | None:
        """What these calls of the judge cost at the experiment's model, which the stand-in may have stood for."""
        if self.judge is None and not self.asked.calls:
            return 0.0
        if self.prices is None or self.asked.invocations:
            return None
        return (self.asked.input_tokens * self.prices[0] + self.asked.output_tokens * self.prices[1]) / 1e6


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
    target: str = ""
    """The source of the scores: the experiment, or the ARN of a deployed function."""
    place: str = ""
    """``--local`` or ``--aws`` for a deployed function; empty if a process here scores."""

    def results(self, rows: Path, options: Sequence[str], attacks: bool) -> Results:
        """Score the rows.

        Raises:
            RftError: there is no such experiment, the reward cannot be loaded, or its judge gives no answer.
        """
        began = time.perf_counter()
        told = self._run("score", self.target, str(rows), "--json", "--show", "0", *self._options(options))
        seconds = time.perf_counter() - began
        findings = self._findings(options) if attacks else None
        return Results(
            told["samples"], _asked(told.get("asked", {})), told.get("judge"), seconds, findings, self._prices()
        )

    def _prices(self) -> tuple[float, float] | None:
        """Return the prices of the experiment's model at this revision, if its file can be read as one of today."""
        try:
            judge = read_experiment(self.experiment, self.folder).judge
        except CompileError:
            return None
        price = None if judge is None else token_price(judge)
        return None if price is None else (price.read, price.written)

    def _options(self, options: Sequence[str]) -> list[str]:
        """Leave out the keys that have no meaning for a deployed function, because its judge is its own."""
        return [self.place, *(each for each in options if each != BY_MODEL)] if self.place else list(options)

    def _findings(self, options: Sequence[str]) -> Mapping[str, str] | None:
        asked = [self.place, *(each for each in options if each == YES)] if self.place else []
        try:
            told = self._run("attack", self.target, "--json", "--depth", "quick", *asked)
        except RftError:
            if self.place:
                raise
            # A revision from before the verb.
            return None
        return {str(each["name"]): str(each["severity"]) for each in told.get("findings", [])}

    def _run(self, *arguments: str) -> dict[str, Any]:
        paths = os.pathsep.join([str(self.folder), str(self.folder / "lambda_src")])
        environment = {**os.environ, "PYTHONPATH": paths}
        command = [sys.executable, "-m", "rft", *arguments]
        # Questions about cost must reach the caller.
        asks = "--aws" in arguments or BY_MODEL in arguments
        quiet = None if asks else subprocess.PIPE
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
    deployed = _deployed(name)
    if deployed is not None:
        yield deployed
        return
    experiment, at, revision = name.partition("@")
    if not at:
        yield Side(name, experiment, ROOT, experiment)
        return
    with TemporaryDirectory(prefix="rft-compare-") as made:
        folder = Path(made)
        _extract(revision, name, folder)
        if (ROOT / ".build").exists():
            # Built layers, each under the digest of its sources.
            (folder / ".build").symlink_to(ROOT / ".build")
        yield Side(name, experiment, folder, experiment)


def _deployed(name: str) -> Side | None:
    """Return the side for a deployed function; ``None`` if the name is none's."""
    if name.startswith("arn:"):
        found = _ARN.fullmatch(name)
        owner = next(owners(found[2]), None) if found else None
        if found is None or owner is None:
            raise CallError(
                f"{name}: expected arn:aws:lambda:REGION:ACCOUNT:function:SageMaker-reward-LABEL-REVISION, with an "
                "experiment of experiments/ as its label"
            )
        return Side(name, owner[0], ROOT, name, "--local" if found[1] == ACCOUNT else "--aws")
    place, colon, experiment = name.partition(":")
    if not colon:
        return None
    if place not in _PLACES:
        raise CallError(f"{name}: got {place!r} before the colon, expected {' or '.join(_PLACES)}")
    return Side(name, experiment, ROOT, experiment, f"--{place}")


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
