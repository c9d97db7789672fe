"""F3: answers that are wrong by construction, in perfect form."""

from collections.abc import Iterator

from compiler.attack.answers import is_document, labels_of, same, wrong_answers
from compiler.attack.probe import Probe, Worth
from compiler.attack.scale import Scale
from compiler.attack.subject import Case, Subject

__all__ = ["kind_of", "one_wrong", "wrong"]

_OTHERS = 3
"""Answers of other rows that are tried on each row."""
_CHANGES = 24
"""Changes of one answer that are tried."""


def wrong(subject: Subject, scale: Scale) -> Iterator[Probe]:
    """Yield wrong answers to each row: its own answer changed, and those of other rows."""
    labels = labels_of([case.right for case in subject.cases])
    for at, row in enumerate(scale.rows):
        case, kind = row.case, kind_of(row.case.right[0], labels)
        changed = {} if subject.open else wrong_answers(case.right[0], labels)
        for name, text in list(changed.items())[:_CHANGES]:
            if kind != "text" or subject.wrong is None or subject.wrong(case, text):
                yield Probe("F3", f"{kind}:{name}", Worth.WRONG, case, row.given(text))
                if kind == "text" and row.given(text) != text:
                    # A part of an answer may earn most if nothing stands around it.
                    yield Probe("F3", f"{kind}:{name}", Worth.WRONG, case, text, 1)
        for text in _others(subject, scale, at):
            yield Probe("F3", "another_row", Worth.WRONG, case, row.given(text))


def one_wrong(subject: Subject, scale: Scale, case: Case) -> str:
    """Return one wrong answer to a case; empty if none is known."""
    labels = labels_of([each.right for each in subject.cases])
    changed = {} if subject.open else wrong_answers(case.right[0], labels)
    at = next((at for at, row in enumerate(scale.rows) if row.case is case), 0)
    # A comparison of words in common accepts them in any order.
    plain = (text for name, text in changed.items() if name != "words_reversed")
    good = next((text for text in plain if subject.wrong is None or subject.wrong(case, text)), None)
    return next(iter(_others(subject, scale, at)), "") if good is None else good


def kind_of(right: str, labels: tuple[str, ...]) -> str:
    """Return the kind of an answer as attacks name it."""
    if labels:
        return "label"
    if is_document(right):
        return "document"
    return "number" if "times_ten" in wrong_answers(right, ()) else "text"


def _others(subject: Subject, scale: Scale, at: int) -> list[str]:
    case, found = scale.rows[at].case, list[str]()
    for other in [*scale.rows[at + 1 :], *scale.rows[:at]]:
        text = other.case.right[0]
        if any(same(text, right) for right in (*case.right, *found)):
            continue
        if subject.wrong is None or subject.wrong(case, text):
            found.append(text)
        if len(found) == _OTHERS:
            break
    return found
