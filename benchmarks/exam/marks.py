"""Marks: how often each grader took a wrong response, or refused a right one, by source."""

import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.exam.case import Case
from benchmarks.exam.peers import Grader

__all__ = ["Marks", "mark"]


@dataclass
class Marks:
    """One grader's counts, by source."""

    name: str
    right: Counter[str] = field(default_factory=Counter[str])
    """Right responses that it was given."""
    wrong: Counter[str] = field(default_factory=Counter[str])
    taken: list[Case] = field(default_factory=list[Case])
    """Wrong responses that it took: false positives."""
    refused: list[Case] = field(default_factory=list[Case])
    """Right responses that it refused: false negatives."""
    raised: int = 0
    """Cases on which it raised. It took none of them."""

    def seen(self, source: str = "") -> bool:
        """Say whether it graded anything of a source, or at all."""
        return any((self.right + self.wrong)[each] for each in ([source] if source else self.right + self.wrong))

    def false(self, source: str = "") -> tuple[int, int]:
        """Return the numbers of false positives and false negatives, of one source or in all."""
        return tuple(sum(source in ("", case.source) for case in cases) for cases in (self.taken, self.refused))  # pyright: ignore[reportReturnType] - two of them

    def share_refused(self, source: str = "") -> float:
        """Return the share of right responses that it refused, 0..1."""
        right = self.right[source] if source else sum(self.right.values())
        return self.false(source)[1] / right if right else 0.0


def mark(graders: Mapping[str, Grader], cases: Sequence[Case]) -> list[Marks]:
    """Let every grader grade every case that it is made for."""
    return [_marks(name, grader, cases) for name, grader in graders.items()]


def _marks(name: str, grader: Grader, cases: Iterable[Case]) -> Marks:
    print(f"exam: {name}", file=sys.stderr)  # noqa: T201 - progress
    marks = Marks(name)
    for case in cases:
        try:
            took = grader(case)
        except Exception:  # noqa: BLE001 - another's grader may raise anything, and pays nothing then
            marks.raised += 1
            took = False
        if took is None:
            continue
        (marks.right if case.right else marks.wrong)[case.source] += 1
        if took and not case.right:
            marks.taken.append(case)
        if case.right and not took:
            marks.refused.append(case)
    return marks
