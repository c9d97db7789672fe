"""``RecordedRow``: a training row with a recorded response, so that samples can be sent without a model."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeGuard, cast

from rft.failures import CallError
from rft.repository import ROOT

_FOUND_SHOWN: Final = 80
_ROW_FORM: Final = 'an object with "id" (text or integer) and "messages" (list of objects)'
_RESPONSE_FORM: Final = 'an object with "id" (text or integer) and "response" (text)'


BATCH: Final = 64
"""Samples in an invocation by default (AWS's blog on reward functions of 2026-04-13: ``lambda_batch_size``)."""


@dataclass(frozen=True)
class RecordedRow:
    """One training row and one recorded response to it."""

    fields: Mapping[str, Any]
    """The row as in the training data, including ``id``."""
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
        """The row's reference; None if it has none."""
        return self.fields.get("reference_answer")


def read_rows(data: str, count: int | None = None, folder: Path = ROOT / "data") -> list[RecordedRow]:
    """Return the first ``count`` rows of ``<data>.jsonl``, each with its response in ``<data>.responses.jsonl``.

    Without a count, return all rows, but at most ``BATCH``, the number that a training job sends at once.

    Raises:
        CallError: a file is missing or broken, a line has another structure, a row has no response, or there are
            fewer rows than ``count``.
    """
    responses = {
        str(row["id"]): row["response"]
        for row in _lines(folder / f"{data}.responses.jsonl", _is_response, _RESPONSE_FORM)
    }
    rows = _lines(folder / f"{data}.jsonl", _is_row, _ROW_FORM)
    count = min(BATCH, len(rows)) if count is None else count
    if not 1 <= count <= len(rows):
        raise CallError(f"--count: got {count}, expected 1..{len(rows)} (the rows of data/{data}.jsonl)")
    for row in rows[:count]:
        if str(row["id"]) not in responses:
            raise CallError(f"data/{data}.responses.jsonl: no response for the row {row['id']!r}; add one")
    return [RecordedRow(row, responses[str(row["id"])]) for row in rows[:count]]


def _lines(file: Path, is_good: Callable[[object], TypeGuard[dict[str, Any]]], form: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for number, line in enumerate(_text(file).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row: object = json.loads(line)
        except ValueError as error:
            raise CallError(f"data: {file.name!r} is not JSON lines: line {number}: {error}") from None
        if not is_good(row):
            raise CallError(f"data: {file.name!r}, line {number}: got {_shown(line)}, expected {form}")
        rows.append(row)
    return rows


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError:
        raise CallError(f"data: there is no file {file.name!r} in {file.parent.name}/; add it") from None
    except ValueError as error:
        raise CallError(f"data: {file.name!r} is not JSON lines: {error}") from None


def _is_row(row: object) -> TypeGuard[dict[str, Any]]:
    if not _has_id(row) or not isinstance(row.get("messages"), list):
        return False
    return all(isinstance(turn, dict) for turn in cast("list[object]", row["messages"]))


def _is_response(row: object) -> TypeGuard[dict[str, Any]]:
    return _has_id(row) and isinstance(row.get("response"), str)


def _has_id(row: object) -> TypeGuard[dict[str, Any]]:
    if not isinstance(row, dict):
        return False
    row_id = cast("dict[str, object]", row).get("id")
    return isinstance(row_id, str | int) and not isinstance(row_id, bool)


def _shown(line: str) -> str:
    found = line.strip()
    return found if len(found) <= _FOUND_SHOWN else f"{found[:_FOUND_SHOWN]}..."
