"""``Examination``: one pass over a file of rows, and then the findings over all rows together."""

import codecs
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

from compiler.capacity.payload import BYTES_PER_TOKEN, MAX_PAYLOAD_BYTES
from compiler.experiment.job import Job
from reward_runtime.rows.turns import conversation, text_of, turns_of

from rft.data.answers import Answers
from rft.data.fault import Fault
from rft.data.findings import Findings
from rft.data.index import Index, Reference
from rft.data.leaks import Leaks
from rft.data.rules import RULES, Rules
from rft.data.shape import faults_of, prompt_of, reference_of
from rft.road import ROADS, Road, Shape
from rft.score.source.lines import BadLine, Progress, json_lines

__all__ = ["Examination", "Sums"]

_SHOWN_REFERENCES: Final = 5
_CONSTANT: Final = 0.5
"""Share of the rows above which one reference is worth a warning."""


@dataclass(frozen=True)
class Sums:
    """The file as a whole."""

    rows: int
    bytes: int
    prompt_chars: tuple[float, float, int]
    """Mean, 95th percentile, maximum."""
    references: list[Reference]
    """The commonest."""
    distinct_references: int
    leaked: tuple[float, float]
    """Shares of prompts that hold their own answer, and another row's."""


class Examination:
    """Looks at each row once."""

    def __init__(self, road: Road, shape: Shape, answers: Answers | None, job: Job, folder: Path) -> None:
        """Take the road, the shape of its rows, the reward or None, the job's batch, and a folder for files."""
        self.findings = Findings()
        self._rules: Rules = RULES[road]
        self._shape = shape
        self._one_by_one = ROADS[road].one_by_one
        self._answers = answers
        self._needs_reference = answers is None or answers.need_references
        self._job = job
        self._index = Index(folder)
        self._leaks = Leaks()
        self._rows = self._largest = 0

    def rows_of(self, file: Path, read: Progress) -> Iterator[tuple[int, dict[str, Any], bool]]:
        """Yield each row of the file, looked at: its line, itself, and whether the reward can score it.

        Raises:
            CallError: it is not a file of JSON lines.
        """
        if file.is_file() and _is_marked(file):
            self.findings.add(Fault.MARKED)
        for line in json_lines(file, str(file), read):
            if isinstance(line, BadLine):
                self._rows += 1
                self.findings.add(Fault.NOT_A_ROW, _number(line), detail=line.says)
                continue
            value = line.value
            if isinstance(value, dict):
                row = cast("dict[str, Any]", value)
                yield line.number, row, self._look(line.number, row)
            else:
                self._rows += 1
                self.findings.add(Fault.NOT_A_ROW, line.number, detail="expected an object")

    def _look(self, line: int, row: dict[str, Any]) -> bool:
        self._rows += 1
        size = len(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace"))
        self._largest = max(self._largest, size)
        if size > MAX_PAYLOAD_BYTES:
            self.findings.add(Fault.LARGE_ROW, line, detail=f"{size / 1024**2:.1f} MB")
        for fault in faults_of(row, self._shape, self._needs_reference):
            self.findings.add(fault, line)
        prompt, reference = _prompt_text(row, self._shape), reference_of(row, self._shape)
        identity = None if row.get("id") is None else json.dumps(row["id"], sort_keys=True)
        written = None if reference is None else _as_text(reference)
        self._index.add(line, identity, prompt, written, len(prompt))
        scorable = reference is None or self._ask_reward(line, row, prompt, reference)
        return scorable and size <= MAX_PAYLOAD_BYTES

    def _ask_reward(self, line: int, row: Mapping[str, Any], prompt: str, reference: object) -> bool:
        """Ask about a reference; return whether it can be scored."""
        found = None
        answer = reference if isinstance(reference, str) else None
        if self._answers is not None:
            found = self._answers.fault_of(row, reference)
            if found is not None:
                self.findings.add(found[0], line, detail=found[1])
            answer = self._answers.right_answer(reference) or answer
        if answer is not None:
            self._leaks.add(line, prompt, answer)
        return found is None

    def sums(self, size: int) -> Sums:
        """End the pass: add the findings over all rows, and return the sums; ``size`` is the file's in bytes."""
        self._index.close()
        self._count(size)
        for fault, lines in (
            (Fault.SAME_ID, self._index.repeated_ids()),
            (Fault.SAME_ROW, self._index.repeated_rows()),
            (Fault.CONFLICT, self._index.conflicts()),
        ):
            for line in lines:
                self.findings.add(fault, line)
        references = self._index.references(_SHOWN_REFERENCES)
        if references and self._rows > 1 and references[0].count > _CONSTANT * self._rows:
            self.findings.add(Fault.BASE_RATE, detail=f"{references[0].count / self._rows:.0%}")
        if self._leaks.count:
            own, other = self._leaks.shares
            self.findings.add(Fault.LEAK, count=self._leaks.count, detail=f"{own:.0%} of the rows beside {other:.0%}")
            for line in self._leaks.lines:
                self.findings.add(Fault.LEAK, line, count=0)
        distinct = self._index.distinct_references()
        return Sums(self._rows, size, self._index.prompt_chars(), references, distinct, self._leaks.shares)

    def _count(self, size: int) -> None:
        rules = self._rules
        if self._rows < rules.fewest:
            self.findings.add(Fault.FEW_ROWS, detail=f"got {self._rows}, expected {rules.fewest} ({rules.source})")
        if rules.most is not None and self._rows > rules.most:
            self.findings.add(Fault.MANY_ROWS, detail=f"got {self._rows}, expected {rules.most} ({rules.source})")
        if rules.most_bytes is not None and size > rules.most_bytes:
            self.findings.add(Fault.LARGE_FILE, detail=f"got {size} bytes, expected {rules.most_bytes}")
        samples = 1 if self._one_by_one else self._job.batch_size
        batch = samples * (self._largest + self._job.max_new_tokens * BYTES_PER_TOKEN)
        if batch > MAX_PAYLOAD_BYTES:
            figures = f"{samples} x ({self._largest} bytes + {self._job.max_new_tokens} tokens)"
            self.findings.add(Fault.PAYLOAD, detail=f"{figures} = {batch / 1024**2:.1f} MB")


def _is_marked(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            return opened.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8
    except OSError:
        # Reading the rows reports the fault of the file.
        return False


def _number(line: BadLine) -> int:
    return int(line.at.rpartition(":")[2])


def _prompt_text(row: Mapping[str, Any], shape: Shape) -> str:
    prompt = prompt_of(row, shape)
    if shape is Shape.EVALUATION:
        return text_of(prompt) or ""
    return conversation(turns_of(prompt)).prompt


def _as_text(reference: object) -> str:
    return reference if isinstance(reference, str) else json.dumps(reference, sort_keys=True, ensure_ascii=False)
