"""The source of the samples: a file of rows in the form of any platform, or the reward's own data.

line -> event -> [Sample]                                     a file
row with the id of a recorded response, and that response -> Sample    own data
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple

from reward_runtime.errors import EventError
from reward_runtime.samples import Sample, parse_samples

from rft.invoke.pairing import Pairing
from rft.invoke.rows import RESPONSE_FORM, ROW_FORM, is_response, is_row
from rft.repository import ROOT
from rft.score.source.lines import BadLine, Line, Progress, json_lines

_DATA: Final = ROOT / "data"


@dataclass(frozen=True)
class Found:
    """One sample, and its place."""

    sample: Sample[object]
    row_at: str
    """File and line of the row: ``rows.jsonl:7``."""
    response_at: str
    """File and line of the response; the row's if the row holds it."""
    beside: Mapping[str, object] = field(default_factory=dict[str, object])
    """The fields of a recorded response's line."""

    @property
    def name(self) -> str:
        """The sample's id, or its place if it has none."""
        return self.row_at if self.sample.id is None else str(self.sample.id)


def file_samples(file: Path, read: Progress) -> Iterator[Found | BadLine]:
    """Yield the samples of a file of rows or events, and the lines that are neither.

    Raises:
        CallError: it is not a file of JSON lines.
    """
    shown_as = str(file)
    for line in json_lines(file, shown_as, read):
        if isinstance(line, BadLine):
            yield line
            continue
        at = f"{shown_as}:{line.number}"
        try:
            samples = parse_samples(line.value)
        except EventError as error:
            yield BadLine(at, str(error))
            continue
        if not samples:
            yield BadLine(at, "event: got no samples, expected at least one")
        for sample in samples:
            yield Found(sample, at, at)


def own_files(reward: str, folder: Path = _DATA) -> tuple[Path, Path]:
    """Return the files of the reward's rows and of the responses recorded to them."""
    return folder / f"{reward}.jsonl", folder / f"{reward}.responses.jsonl"


def own_samples(reward: str, read: Progress, folder: Path = _DATA) -> Iterator[Found | BadLine]:
    """Yield a sample for each recorded response, and the lines that belong to none. The rows stay in memory.

    Raises:
        CallError: one of the two files is missing or no file of JSON lines.
    """
    rows_file, responses_file = own_files(reward, folder)
    rows_as, responses_as = f"{folder.name}/{rows_file.name}", f"{folder.name}/{responses_file.name}"
    pairing: Pairing[_Row] = Pairing()
    for line in json_lines(rows_file, rows_as, read):
        if isinstance(line, BadLine):
            yield line
        elif is_row(line.value):
            pairing.add(str(line.value["id"]), _Row(line.value, f"{rows_as}:{line.number}"))
        else:
            yield BadLine(f"{rows_as}:{line.number}", f"expected {ROW_FORM}")
    for line in json_lines(responses_file, responses_as, read):
        yield line if isinstance(line, BadLine) else _joined(line, f"{responses_as}:{line.number}", pairing)
    for row in pairing.unused():
        yield BadLine(row.at, f"{responses_as} holds no response to the row {row.fields['id']!r}; add one")


class _Row(NamedTuple):
    fields: dict[str, Any]
    at: str
    """File and line."""


def _joined(said: Line, at: str, pairing: Pairing[_Row]) -> Found | BadLine:
    """Return the sample that a recorded response makes with its row."""
    if not is_response(said.value):
        return BadLine(at, f"expected {RESPONSE_FORM}")
    row = pairing.take(str(said.value["id"]))
    if row is None:
        return BadLine(at, f"no row has the id {said.value['id']!r}; correct the id, or add the row")
    try:
        (sample,) = parse_samples(_answered(row.fields, said.value["response"]))
    except EventError as error:
        return BadLine(row.at, str(error))
    return Found(sample, row.at, at, said.value)


def _answered(row: Mapping[str, Any], response: str) -> dict[str, Any]:
    """Return the row as a training job sends it: the response is the last turn."""
    return {**row, "messages": [*row["messages"], {"role": "assistant", "content": response}]}
