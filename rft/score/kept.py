"""``Kept``: results of an earlier run in a file, so that an interrupted run continues.

A result is kept under everything that decides on it: the row, the reward's code and settings, and the judge. So a
changed sample is scored again, and a file never holds a wrong result. It holds numbers and the judge's reasons, no row.
"""

import hashlib
import json
import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from compiler.experiment.experiment import Experiment
from reward_runtime.samples import Sample
from reward_runtime.score import Outcome, Score

from rft.failures import CallError
from rft.repository import ROOT
from rft.score.source.samples import Found

_COMMIT_SECONDS: Final = 1.0
"""Results of code are written this often. A judge's verdict cost money, so it is written at once."""


class Kept:
    """The file. Each result is written at once, so it stays if the process is killed."""

    def __init__(self, file: Path, stands_for: str) -> None:
        """Open or make the file; ``stands_for`` is the digest of everything but the row.

        Raises:
            CallError: it is another kind of file, or cannot be written.
        """
        self._stands_for = stands_for
        self._written = time.monotonic()
        self.used = 0
        """Results that were in the file."""
        try:
            self._open = sqlite3.connect(file)
            self._open.execute("CREATE TABLE IF NOT EXISTS results (row BLOB PRIMARY KEY, result TEXT) WITHOUT ROWID")
        except sqlite3.Error as error:
            raise CallError(
                f"--resume {str(file)!r}: {error}; expected a file of an earlier run, or the name of a new one"
            ) from None

    def get(self, found: Found) -> "tuple[Score, float, dict[str, str]] | None":
        """Return score, seconds and the judge's reasons; ``None`` if they are not kept."""
        held = self._open.execute("SELECT result FROM results WHERE row = ?", (self._key(found.sample),)).fetchone()
        if held is None:
            return None
        self.used += 1
        return _read(json.loads(held[0]), found.sample.id)

    def put(self, found: Found, score: Score, seconds: float, said: "dict[str, str]") -> None:
        """Keep a result."""
        plain = score._replace(dimensions=dict(score.dimensions), reasons=dict(score.reasons))
        text = json.dumps([*plain[1:], seconds, said])
        self._open.execute("INSERT OR REPLACE INTO results VALUES (?, ?)", (self._key(found.sample), text))
        if time.monotonic() - self._written > _COMMIT_SECONDS:
            self.commit()

    def commit(self) -> None:
        """Have everything on the disk."""
        self._open.commit()
        self._written = time.monotonic()

    def close(self) -> None:
        """Write the rest."""
        self._open.commit()
        self._open.close()

    def _key(self, sample: Sample[object]) -> bytes:
        row = json.dumps([sample.fields, sample.response], sort_keys=True, default=str)
        return hashlib.sha256(f"{self._stands_for}{row}".encode()).digest()


def digest_of(experiment: Experiment, judged_by: str, root: Path = ROOT) -> str:
    """Return a digest of the reward's code, its layers, the experiment's settings and the judge."""
    digest = hashlib.sha256(f"{judged_by}{experiment.model_dump_json()}".encode())
    for file in sorted([*_files(root / "lambda_src"), *_files(root / "layers")]):
        digest.update(f"{file.relative_to(root)}{hashlib.sha256(file.read_bytes()).hexdigest()}".encode())
    return digest.hexdigest()


def _files(folder: Path) -> Iterable[Path]:
    return (each for each in folder.rglob("*") if each.suffix in (".py", ".md", ".txt") and each.is_file())


def _read(result: list[Any], sample_id: object) -> "tuple[Score, float, dict[str, str]]":
    outcome, aggregate, dimensions, reason, rule, span, others, reasons, seconds, said = result
    place = None if span is None else (span[0], span[1])
    score = Score(sample_id, Outcome(outcome), aggregate, dimensions, reason, rule, place, others, reasons)
    return score, seconds, said
