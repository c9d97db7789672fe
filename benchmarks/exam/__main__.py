"""``make exam``: prints the marks by source, and each disagreement with its reason. Exits 1 if a bar is missed.

``make exam OUTPUTS="a.jsonl b.jsonl"`` adds labelled outputs of models: see ``outputs.labelled``.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from benchmarks.bars import Bar, table
from benchmarks.exam.auditors import findings
from benchmarks.exam.case import Case
from benchmarks.exam.kit import accepts, why
from benchmarks.exam.marks import Marks, mark
from benchmarks.exam.outputs import labelled, outputs
from benchmarks.exam.peers import peers
from benchmarks.exam.shipped import math_verify_cases, reward_doctor_cases
from benchmarks.exam.tables import TABLES, read_table
from benchmarks.exam.verdicts import DISPUTING, Verdict, read_verdicts

SDISTS: Final = Path(__file__).parents[2] / ".venv-exam" / "sdists"
KIT: Final = "this kit"
REAL: Final = "outputs"
MOST_DISPUTED: Final = 0.05
MOST_REFUSED: Final = {True: 0.005, False: 0.04}
"""Of real outputs, and of tables."""


def main() -> int:
    """Print the tables and a line a bar; return the exit code."""
    everything = list(_cases())
    verdicts = read_verdicts()
    disputed = {name for name, verdict in verdicts.items() if verdict.rule in DISPUTING}
    cases = [case for case in everything if case.id not in disputed]
    marks = mark({KIT: accepts, **peers()}, cases)
    sources = list(dict.fromkeys(case.source for case in everything))
    print(_table(marks, sources, everything, disputed), "", sep="\n")  # noqa: T201 - the report
    bars = [*_bars(marks, cases), Bar("disputed cases", len(everything) - len(cases), MOST_DISPUTED * len(everything))]
    unjudged = _disagreements(everything, verdicts)
    bars.append(Bar("disagreements without a verdict, and verdicts without one", unjudged, 0, unit=""))
    found = list(findings())
    print("", "Findings of the auditors", *(found or ["none"]), "", sep="\n")  # noqa: T201 - the report
    for bar in bars:
        print(bar)  # noqa: T201 - the report
    return 0 if all(bar.met for bar in bars) else 1


def _cases() -> Iterator[Case]:
    yield from outputs()
    for path in sys.argv[1:]:
        yield from labelled(Path(path))
    for path in TABLES:
        yield from read_table(path).cases
    yield from reward_doctor_cases()
    yield from math_verify_cases(next(SDISTS.glob("math_verify-*.tar.gz")))


def _table(marks: Sequence[Marks], sources: Sequence[str], cases: Sequence[Case], disputed: set[str]) -> str:
    head = ("grader", *(f"{source}: {_size(source, cases, disputed)}" for source in sources), "in all", "raised")
    lines = [(each.name, *(_cell(each, source) for source in sources), _cell(each, ""), each.raised) for each in marks]
    return "Wrong ones taken / right ones refused\n\n" + table(head, lines)


def _size(source: str, cases: Sequence[Case], disputed: set[str]) -> str:
    of = [case for case in cases if case.source == source]
    left = [case for case in of if case.id not in disputed]
    right = sum(case.right for case in left)
    return f"{right} right, {len(left) - right} wrong, {len(of) - len(left)} disputed"


def _cell(marks: Marks, source: str) -> str:
    if not marks.seen(source):
        return "-"
    taken, refused = marks.false(source)
    return f"{taken} / {refused} ({100 * marks.share_refused(source):.1f} %)"


def _bars(marks: Sequence[Marks], cases: Sequence[Case]) -> Iterator[Bar]:
    kit = marks[0]
    yield Bar("wrong ones taken", len(kit.taken), 0, unit="")
    for real, most in MOST_REFUSED.items():
        right = [case for case in cases if case.right and (case.source == REAL) == real]
        refused = sum((case.source == REAL) == real for case in kit.refused)
        said = "real outputs" if real else "tables"
        yield Bar(f"right ones refused, {said}", 100 * refused / max(1, len(right)), 100 * most, unit=" %")
    yield Bar("graders that take as few wrong ones and refuse fewer right ones", len(_better(marks)), 0, unit="")


def _better(marks: Sequence[Marks]) -> list[str]:
    """Names of the graders that beat the kit on the cases that they grade themselves."""
    kit, *others = marks
    better: list[str] = []
    for other in others:
        scorers = {case.scorer for case in (*other.taken, *other.refused)}
        refused = sum(case.scorer in scorers for case in kit.refused)
        taken = sum(case.scorer in scorers for case in kit.taken)
        if len(other.taken) <= taken and len(other.refused) < refused:
            better.append(other.name)
    return better


def _disagreements(cases: Sequence[Case], verdicts: Mapping[str, Verdict]) -> int:
    """Print each disagreement of the kit with a label; return how many are unjudged or judged in vain."""
    differing = [case for case in cases if accepts(case) != case.right]
    print("Disagreements of this kit with a label, each judged by hand", "")  # noqa: T201 - the report
    for case in differing:
        verdict = verdicts.get(case.id, Verdict("UNJUDGED", why(case)))
        said = "refused" if case.right else "TAKEN"
        print(f"- {case.id}: {said}; {verdict.rule}: {verdict.reason}")  # noqa: T201 - the report
    known = {case.id for case in differing}
    stale = sorted(set(verdicts) - known)
    for name in stale:
        print(f"- {name}: STALE, the kit agrees with this label now")  # noqa: T201 - the report
    return len(known - set(verdicts)) + len(stale)


if __name__ == "__main__":
    sys.exit(main())
