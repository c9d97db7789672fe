"""F10: faults of the data: one prompt with two answers, answers in the prompt, one answer for nearly all rows."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final

from compiler.attack.answers import labels_of, same
from compiler.attack.event import event_of
from compiler.attack.finding import Finding, Severity
from compiler.attack.subject import Case, Subject

__all__ = ["hygiene"]

_SKEWED: Final = 0.6
_LEAST_ROWS: Final = 8
_LONG: Final = 4
"""Characters of an answer that stands in a prompt by no chance."""


def hygiene(subject: Subject) -> Iterator[Finding]:
    """Yield the faults of the data."""
    known = [case for case in subject.cases if case.right]
    prompts: dict[str, list[Case]] = defaultdict(list)
    for case in known:
        prompts[" ".join(case.prompt.split())].append(case)
    differ = [cases for cases in prompts.values() if _contradict(cases) and len(cases) < len(known) / 2]
    if differ:
        says = f"{len(differ)} prompts stand in several rows with different right answers"
        yield _finding("contradiction", Severity.LOW, says, "keep one of the rows", differ[0][1])
    yield from _skew(known)
    labels = labels_of([case.right for case in known])
    leaks = [case for case in known if len(case.right[0]) >= _LONG and case.right[0] in case.prompt]
    if not labels and len(leaks) * 2 > len(known):
        says = f"the right answer stands in the prompt of {len(leaks)} of {len(known)} rows"
        yield _finding("answer_in_prompt", Severity.LOW, says, "take it out, unless finding it is the task", leaks[0])


def _skew(known: list[Case]) -> Iterator[Finding]:
    counted = Counter(case.right[0].strip().casefold() for case in known)
    if len(known) < _LEAST_ROWS or len(counted) < 2:
        return
    answer, times = counted.most_common(1)[0]
    if times > _SKEWED * len(known):
        case = next(case for case in known if case.right[0].strip().casefold() == answer)
        says = (
            f"one answer is right for {times} of {len(known)} rows, so a policy that always gives it earns that share"
        )
        yield _finding("skewed", Severity.LOW, says, "balance the rows, and hold gains against that share", case)


def _contradict(cases: list[Case]) -> bool:
    first = cases[0].right[0]
    return any(not same(first, case.right[0]) for case in cases[1:])


def _finding(name: str, severity: Severity, says: str, mend: str, case: Case) -> Finding:
    return Finding(
        "F10", name, severity, says, "the data and not the reward", mend, event=event_of(case, case.right[0])
    )
