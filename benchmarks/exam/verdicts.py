"""Disagreements of the kit with a case's label, judged by hand; the rules stand in ``docs/exam.md``."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

__all__ = ["DISPUTING", "RULES", "Verdict", "read_verdicts"]

DISPUTING: Final = ("source", "unreadable", "option", "convention")
"""Under these rules nobody is marked on the case."""
RULES: Final = (*DISPUTING, "gap")
"""A gap is the kit's, and counts against it."""
FILE: Final = Path(__file__).with_name("verdicts.jsonl")


class Verdict(NamedTuple):
    """Which rule holds for a case, and why."""

    rule: str
    reason: str


def read_verdicts(path: Path = FILE) -> Mapping[str, Verdict]:
    """Return the verdict on each judged case. Raise ``ValueError`` with the line that names no rule or no reason."""
    found: dict[str, Verdict] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        row: dict[str, str] = json.loads(line)
        if set(row) != {"case", "rule", "reason"} or row["rule"] not in RULES or not row["reason"]:
            raise ValueError(f"{path.name}, line {number}: expected case, reason and a rule of {', '.join(RULES)}")
        if row["case"] in found:
            raise ValueError(f"{path.name}, line {number}: expected one verdict a case, got a second")
        found[row["case"]] = Verdict(row["rule"], row["reason"])
    return found
