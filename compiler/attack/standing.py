"""Whether a reward can be measured at all: it reads the response, and pays its own references."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from compiler.attack.event import event_of
from compiler.attack.finding import Finding, Severity
from compiler.attack.probe import Probe
from compiler.attack.scale import Scale, in_form
from compiler.attack.subject import Paid, Subject

__all__ = ["flat", "unmet"]

_MOST_ROWS: Final = 0.8
_LEAST: Final = 4


def unmet(subject: Subject, scale: Scale) -> list[Finding]:
    """Return a finding if right answers to some rows earn no more than nothing does."""
    if not scale.unmet:
        return []
    case, paid = scale.unmet[0]
    rows = len(scale.rows) + len(scale.unmet)
    how = f"it failed: {paid.fault}" if paid.reward is None else f"paid {paid.reward:g}"
    return [
        Finding(
            "F10",
            "reference_unpaid",
            Severity.HIGH if not scale.rows or paid.reward is None else Severity.MEDIUM,
            f"the row's own reference earns no more than nothing on {len(scale.unmet)} of {rows} rows ({how})",
            "the reference has another form than the reward expects, or the reward refuses right answers",
            "correct the row, or let the reward read such a reference",
            tried=rows,
            event=event_of(case, in_form(scale.form, case.right[0])),
        )
    ]


def flat(subject: Subject, scale: Scale, tried: Sequence[tuple[Probe, Paid]]) -> list[Finding]:
    """Return a finding if on most rows every response earns the same."""
    earned: dict[int, set[float | None]] = defaultdict(set)
    count: dict[int, int] = defaultdict(int)
    for probe, paid in tried:
        if scale.row(probe.case) is not None:
            # Its right answer earned more than nothing did, so the response is read, however strictly.
            continue
        earned[id(probe.case)].add(None if paid.reward is None else round(paid.reward, 9))
        count[id(probe.case)] += 1
    if not _is_witnessed(subject, earned):
        return []
    seen = [key for key, times in count.items() if times >= _LEAST]
    same = [key for key in seen if len(earned[key]) == 1 and None not in earned[key]]
    if not seen or len(same) < _MOST_ROWS * len(seen):
        return []
    return [
        Finding(
            "F9",
            "reads_nothing",
            Severity.CRITICAL,
            f"every response earns the same on {len(same)} of {len(seen)} rows, right and wrong alike",
            "the reward does not read the response",
            "look at what it compares with what",
            tried=len(seen),
            event=event_of(subject.cases[0], ""),
        )
    ]


def _is_witnessed(subject: Subject, earned: Mapping[int, set[float | None]]) -> bool:
    """Say whether equal pay is a fault: a right answer is known, or recorded responses to all rows earn the same.

    A judge that knows no right answer, as in the rehearsal, finds all of them equal.
    """
    if any(case.right and not case.presumed for case in subject.cases):
        return True
    if subject.judged:
        return False
    return any(case.recorded for case in subject.cases) and len(set[float | None]().union(*earned.values())) == 1
