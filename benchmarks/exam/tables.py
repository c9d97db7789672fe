"""The tables of our own making: a header with each kind's inspiration, then one reference a line."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from benchmarks.exam.case import SCORERS, Case

__all__ = ["TABLES", "Table", "read_table"]

TABLES: Final = tuple(sorted((Path(__file__).parent / "tables").glob("*.jsonl")))


class Table(NamedTuple):
    """One file: which graders' kinds it tries, and its cases."""

    scorer: str
    kinds: dict[str, str]
    """A kind of input -> whose tests look at it, with the licence of those tests."""
    cases: tuple[Case, ...]


def read_table(path: Path) -> Table:
    """Read one file. Raise ``ValueError`` with the line that is not well-formed."""
    first, *rest = path.read_text(encoding="utf-8").splitlines()
    head: dict[str, Any] = json.loads(first)
    if set(head) != {"scorer", "licence", "kinds"} or head["scorer"] not in SCORERS:
        raise ValueError(f"{path.name}, line 1: expected scorer, licence and kinds, got {', '.join(head)}")
    cases = [case for number, line in enumerate(rest, 2) for case in _cases(path, number, json.loads(line), head)]
    return Table(head["scorer"], head["kinds"], tuple(cases))


def _cases(path: Path, number: int, row: dict[str, Any], head: dict[str, Any]) -> Iterator[Case]:
    if set(row) - {"prompt"} != {"kind", "reference", "right", "wrong"} or row["kind"] not in head["kinds"]:
        raise ValueError(f"{path.name}, line {number}: expected a known kind, reference, right and wrong")
    for right in (True, False):
        for index, response in enumerate(row["right" if right else "wrong"], 1):
            name = f"own:{path.stem}:{number}{'+' if right else '-'}{index}"
            yield Case(name, head["scorer"], row["reference"], response, right, row["kind"], row.get("prompt", ""))
