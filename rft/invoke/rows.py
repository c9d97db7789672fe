"""``RecordedRow``: a training row with a recorded response, so that samples can be sent without a model."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Final, TypeGuard, cast

from rft.failures import CallError
from rft.invoke.pairing import Pairing
from rft.repository import ROOT

_FOUND_SHOWN: Final = 80
ROW_FORM: Final = 'an object with "id" (text or integer) and "messages" (list of objects)'
"""A line of ``<data>.jsonl``."""
RESPONSE_FORM: Final = 'an object with "id" (text or integer) and "response" (text)'
"""A line of ``<data>.responses.jsonl``."""

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
    """Return the first ``count`` samples: the rows of ``<data>.jsonl`` in order, each with all of its responses.

    The responses are in ``<data>.responses.jsonl``, by the row's id. Several to one row are several samples. Without a
    count, return all samples, but at most ``BATCH``, the number that a training job sends at once.

    Raises:
        CallError: a file is missing or broken, a line has another structure, a row has no response, or there are
            fewer samples than ``count``.
    """
    responses = _lines(folder / f"{data}.responses.jsonl", is_response, RESPONSE_FORM)
    pairing: Pairing[_Responses] = Pairing()
    paired = [_Responses(row) for row in _lines(folder / f"{data}.jsonl", is_row, ROW_FORM)]
    for each in paired:
        pairing.add(str(each.row["id"]), each)
    for said in responses:
        found = pairing.take(str(said["id"]))
        if found is not None:
            found.texts.append(said["response"])
    there = sum(len(each.texts) for each in paired)
    samples = list(islice(_samples(paired, data), BATCH if count is None else max(count, 0)))
    if not samples or len(samples) < (count or 0):
        raise CallError(f"--count: got {count}, expected 1..{there} (the responses to rows of data/{data}.jsonl)")
    return samples


@dataclass(frozen=True)
class _Responses:
    row: dict[str, Any]
    texts: list[str] = field(default_factory=list[str])


def _samples(paired: Iterable[_Responses], data: str) -> Iterator[RecordedRow]:
    for each in paired:
        if not each.texts:
            raise CallError(f"data/{data}.responses.jsonl: no response for the row {each.row['id']!r}; add one")
        yield from (RecordedRow(each.row, text) for text in each.texts)


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


def is_row(row: object) -> TypeGuard[dict[str, Any]]:
    """Say whether it has ``ROW_FORM``."""
    if not _has_id(row) or not isinstance(row.get("messages"), list):
        return False
    return all(isinstance(turn, dict) for turn in cast("list[object]", row["messages"]))


def is_response(row: object) -> TypeGuard[dict[str, Any]]:
    """Say whether it has ``RESPONSE_FORM``."""
    return _has_id(row) and isinstance(row.get("response"), str)


def _has_id(row: object) -> TypeGuard[dict[str, Any]]:
    if not isinstance(row, dict):
        return False
    row_id = cast("dict[str, object]", row).get("id")
    return isinstance(row_id, str | int) and not isinstance(row_id, bool)


def _shown(line: str) -> str:
    found = line.strip()
    return found if len(found) <= _FOUND_SHOWN else f"{found[:_FOUND_SHOWN]}..."
