"""Training rows with a recorded response to each: what a job would send, without the model."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rft.failures import CallError
from rft.repository import ROOT


@dataclass(frozen=True)
class Row:
    """One training row and one recorded response to it."""

    fields: Mapping[str, Any]
    """The row as the training data has it, ``id`` included."""
    response: str
    """Text of the model's turn."""

    @property
    def row_id(self) -> str:
        """The row's id."""
        return str(self.fields["id"])

    @property
    def messages(self) -> list[Mapping[str, Any]]:
        """The prompt's turns, without the response."""
        return list(self.fields["messages"])

    @property
    def reference(self) -> Any:
        """The row's reference; None where it has none."""
        return self.fields.get("reference_answer")


def read_rows(data: str, count: int, folder: Path = ROOT / "data") -> list[Row]:
    """The first ``count`` rows of ``<data>.jsonl``, each with its response of ``<data>.responses.jsonl``.

    Raises:
        CallError: a file is missing or broken, a row has no response, or there are fewer rows than asked for.
    """
    responses = {str(row["id"]): str(row["response"]) for row in _lines(folder / f"{data}.responses.jsonl")}
    rows = _lines(folder / f"{data}.jsonl")
    if not 1 <= count <= len(rows):
        raise CallError(f"--count: got {count}, expected 1..{len(rows)} (the rows of data/{data}.jsonl)")
    for row in rows[:count]:
        if str(row["id"]) not in responses:
            raise CallError(f"data/{data}.responses.jsonl: no response for the row {row['id']!r}; add one")
    return [Row(row, responses[str(row["id"])]) for row in rows[:count]]


def _lines(file: Path) -> list[dict[str, Any]]:
    try:
        return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    except OSError:
        raise CallError(f"data: there is no file {file.name!r} in {file.parent.name}/; add it") from None
    except ValueError as error:
        raise CallError(f"data: {file.name!r} is not JSON lines: {error}") from None
