"""The reward's own data: its rows, and the recorded responses to each."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar, cast

from reward_runtime.errors import EventError
from reward_runtime.samples import Sample, parse_samples

from compiler.rehearsal.inside.finding import Finding

__all__ = ["Row", "read_rows", "spread"]

T = TypeVar("T")

MOST: Final = 500
"""Most rows that are rehearsed, evenly spread over the file."""


@dataclass(frozen=True)
class Row:
    """One row of the data."""

    place: str
    """``data/urgency.jsonl:3``."""
    sample: Sample[object]
    """Without a response."""
    responses: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The sample's id as errors show it."""
        return repr(self.sample.id)


@dataclass
class _Read:
    findings: list[Finding] = field(default_factory=list[Finding])

    def lines(self, file: Path) -> list[tuple[str, dict[str, object]]]:
        """Return place and object of each line; a line that is none becomes a finding."""
        shown, found = f"data/{file.name}", list[tuple[str, dict[str, object]]]()
        text = file.read_bytes().decode("utf-8-sig", "replace")
        for number, line in enumerate(text.split("\n"), 1):
            value = _parsed(line)
            if isinstance(value, dict):
                found.append((f"{shown}:{number}", cast("dict[str, object]", value)))
            elif line.strip():
                says = "got a line that is no JSON object, expected one a line; correct it"
                self.findings.append(Finding(f"{shown}:{number}", says))
        return found

    def row(self, place: str, fields: dict[str, object], recorded: list[str]) -> Row | None:
        try:
            (sample,) = parse_samples([fields])
        except EventError as error:
            self.findings.append(Finding(place, f"{error}; correct the row"))
            return None
        said = [] if sample.response is None else [sample.response]
        return Row(place, sample._replace(response=None), (*said, *recorded))


def read_rows(data: Path, name: str) -> tuple[list[Row], list[Finding]]:
    """Return the rows of ``<name>.jsonl`` with the responses of ``<name>.responses.jsonl``; no row without a file."""
    read, recorded = _Read(), dict[str, list[str]]()
    responses = data / f"{name}.responses.jsonl"
    for _, fields in read.lines(responses) if responses.is_file() else ():
        if isinstance(fields.get("response"), str):
            recorded.setdefault(json.dumps(fields.get("id")), []).append(cast("str", fields["response"]))
    file = data / f"{name}.jsonl"
    lines = spread(read.lines(file), MOST) if file.is_file() else []
    if lines and recorded and not any(json.dumps(fields.get("id")) in recorded for _, fields in lines):
        says = f"got no response to a row of data/{file.name}, expected the ids of its rows; correct the ids"
        read.findings.append(Finding(f"data/{responses.name}:1", says))
    rows = [read.row(place, fields, recorded.get(json.dumps(fields.get("id")), [])) for place, fields in lines]
    return [row for row in rows if row is not None], read.findings


def spread(rows: Sequence[T], most: int) -> list[T]:
    """Return at most ``most`` of the rows, evenly spread."""
    return [rows[at * len(rows) // most] for at in range(most)] if len(rows) > most else list(rows)


def _parsed(line: str) -> object:
    try:
        return cast("object", json.loads(line))
    except (ValueError, RecursionError):
        return None
