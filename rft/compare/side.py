"""``Side``: one of the two experiments or deployed functions, and its results on the samples.

Each side scores in a process of its own, with the code of its own revision, because a process holds one runtime.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

from rft.failures import CallError, CheckFailed, RftError
from rft.score.scoring import Asked

__all__ = ["BY_MODEL", "YES", "Results", "Side"]


BY_MODEL: Final = "--by-model"
YES: Final = "--yes"
_FRAME: Final = " │╭╮╰╯─"
"""Characters of the box in which typer says that a call is wrong, as an older revision does of a newer verb."""


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
        return Results(told["samples"], _asked(told.get("asked", {})), told.get("judge"), seconds, findings)

    def _options(self, options: Sequence[str]) -> list[str]:
        """Leave out the keys that have no meaning for a deployed function, because its judge is its own."""
        if self.place:
            return [self.place, *(each for each in options if each != BY_MODEL)]
        return [self._by_model() if each == BY_MODEL else each for each in options]

    def _by_model(self) -> str:
        """Return the option of this revision that asks the experiment's own model."""
        verb = self.folder / "rft" / "score" / "verb.py"
        source = verb.read_text(encoding="utf-8") if verb.is_file() else ""
        # Before functions in AWS could be asked, --aws was the option for the model.
        known = next((each for each in (BY_MODEL, "--aws") if f'"{each}"' in source), None)
        if known is None:
            raise CallError(
                f"{self.name}: got --by-model, which this revision does not know; compare without it, by the stand-in "
                "judge, or deploy the revision and compare its ARN"
            )
        return known

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
            said = [each for line in (done.stderr or "").splitlines() if (each := line.strip(_FRAME))]
            kind = CallError if done.returncode == CallError.exit_code else CheckFailed
            raise kind(f"{self.name}: {said[-1].removeprefix('error: ') if said else 'see above'}") from None
