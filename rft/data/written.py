"""The files that ``--fix`` and ``--split`` write: corrected rows, each prompt wholly on one side."""

import json
from collections.abc import Generator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

from rft.data.fault import Severity
from rft.data.index import digest
from rft.data.mending import mended
from rft.data.shape import faults_of, prompt_of
from rft.failures import CallError
from rft.road import Shape
from rft.written_file import refusing

__all__ = ["Written", "places", "writing"]


class Written:
    """Writes rows and counts them."""

    def __init__(self, files: Mapping[str, IO[str]], shape: Shape, share: float | None, needs_reference: bool) -> None:
        """Take the open files by name; ``share`` is the validation file's, None if there is one file."""
        self._files = files
        self._shape = shape
        self._share = share
        self._needs_reference = needs_reference
        self.counts = dict.fromkeys(files, 0)
        self.left_out = 0
        """Rows that are wrong still."""

    def add(self, line: int, row: Mapping[str, Any], scorable: bool) -> None:
        """Write a corrected row; leave it out if it is unscorable, or only a person can correct it."""
        fixed = mended(row, self._shape, line)
        faults = faults_of(fixed, self._shape, self._needs_reference)
        if not scorable or any(fault.severity is Severity.ERROR for fault in faults):
            self.left_out += 1
            return
        name = self._side(fixed)
        self._files[name].write(json.dumps(fixed, ensure_ascii=False) + "\n")
        self.counts[name] += 1

    def _side(self, row: Mapping[str, Any]) -> str:
        if self._share is None:
            return "rows"
        prompt = json.dumps(prompt_of(row, self._shape), sort_keys=True)
        return "validation" if int(digest(prompt), 16) < self._share * 2**64 else "train"


def places(file: Path, share: float | None) -> dict[str, Path]:
    """Return the files to write by name: ``rows``, or ``train`` and ``validation``."""
    if not file.name:
        raise CallError(f"--fix: got {str(file)!r}, expected the name of a file")
    if share is None:
        return {"rows": file}
    return {side: file.with_name(f"{file.stem}.{side}{file.suffix}") for side in ("train", "validation")}


@contextmanager
def writing(file: Path, shape: Shape, share: float | None, needs_reference: bool) -> Generator[Written]:
    """Yield the writer of the rows. Each file appears whole, when the block ends well."""
    wanted = places(file, share)
    made = {name: path.with_name(f".{path.name}.part") for name, path in wanted.items()}
    try:
        with ExitStack() as opened:
            files = {name: opened.enter_context(_opened(path, wanted[name])) for name, path in made.items()}
            yield Written(files, shape, share, needs_reference)
        for name, path in made.items():
            with refusing("--fix", wanted[name]):
                path.replace(wanted[name])
    finally:
        for path in made.values():
            path.unlink(missing_ok=True)


def _opened(file: Path, wanted: Path) -> IO[str]:
    with refusing("--fix", wanted):
        # A lone surrogate cannot be written in UTF-8; JSON has an escape for it.
        return file.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")
