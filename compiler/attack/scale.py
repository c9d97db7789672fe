"""``Scale``: the pay of a right answer and of an empty response, row by row. Every other pay is measured on it."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from typing import Final

from compiler.attack.answers import is_document, near_numbers, parts_of, reordered_steps
from compiler.attack.group import Rollout
from compiler.attack.subject import Case, Paid, Said, Subject

__all__ = ["FORMS", "Row", "Scale", "calibrated", "in_form", "number"]

ANSWER: Final = "{answer}"
FORMS: Final = (
    ANSWER,
    "<|begin_of_solution|>\\boxed{{answer}}<|end_of_solution|>",
    "\\boxed{{answer}}",
    "<answer>{answer}</answer>",
    "#### {answer}",
    "Answer: {answer}",
    "ANSWER: {answer}",
    "The answer is {answer}.",
    "```\n{answer}\n```",
)
"""Forms that rewards ask for, the plainest first, tried if the reward does not say its own."""
_NOTHING: Final = ("", "I don't know.", "zzz")
_OTHER: Final = "zzz qqq"
"""A text that has nothing of a right answer."""
_CUTS: Final = (0.3, 0.6, 0.85)
_ROUNDING: Final = 1e-9
_LEAST: Final = 0.02
_HALF: Final = 0.5


@dataclass(frozen=True)
class Row:
    """The scale of one row."""

    case: Case
    nothing: float
    """The least that a response without content is paid."""
    right: float
    """The pay of the right answer in the requested form."""
    worst_right: float
    """The least that an honest right response is paid."""
    form: str
    """A response in the form that is asked for, with ``{answer}`` once."""
    honest: tuple[Rollout, ...] = ()
    """The right responses and those without content that were paid."""

    def given(self, answer: str) -> str:
        """Return a response that gives an answer in perfect form."""
        return in_form(self.form, answer)

    def share(self, reward: float) -> float:
        """Return a reward as a share of a right answer's pay above that of an empty response."""
        return (reward - self.nothing) / (self.right - self.nothing)

    def inverts(self, reward: float) -> bool:
        """Say whether a reward ranks with or above an honest right response."""
        return reward >= self.worst_right - _ROUNDING * max(1.0, abs(self.worst_right))


@dataclass(frozen=True)
class Scale:
    """The scale of a reward."""

    form: str
    rows: Sequence[Row]
    """Rows on which a right answer earns more than nothing does."""
    unmet: Sequence[tuple[Case, Paid]] = ()
    """Rows with a right answer that earns no more, and its pay."""
    dense: bool = False
    """Whether an answer earns more the nearer it is to the right one."""

    @cached_property
    def chance(self) -> float:
        """The share of rows for which the most frequent right answer is right: the pay for always giving it."""
        counted = Counter(row.case.right[0].strip().casefold() for row in self.rows)
        return max(counted.values(), default=0) / max(1, len(self.rows))

    def row(self, case: Case) -> Row | None:
        """Return the scale of a case, or of the case that it was made from."""
        key = (case.prompt, case.right)
        return next(
            (each for each in self.rows if each.case is case or (each.case.prompt, each.case.right) == key), None
        )


def calibrated(subject: Subject) -> Scale:
    """Return the scale of a reward, in the form in which its right answers earn most."""
    known = [case for case in subject.cases if case.right]
    presumed = all(case.presumed for case in known)
    form = _best_form(subject, known) if not subject.form or presumed else subject.form
    rows: list[Row] = []
    unmet: list[tuple[Case, Paid]] = []
    for case in known:
        row, paid = _row(subject, case, form)
        if row is not None:
            rows.append(row)
        elif not case.presumed:
            unmet.append((case, paid))
    return Scale(form, rows, unmet, _is_dense(subject, rows))


def in_form(form: str, answer: str) -> str:
    """Return a response that gives an answer in a form."""
    return form.replace(ANSWER, answer)


def number(paid: Paid) -> float | None:
    """Return the pay if it is a finite number."""
    return paid.reward if paid.reward is not None and math.isfinite(paid.reward) else None


def _best_form(subject: Subject, cases: Sequence[Case]) -> str:
    few = cases[:8]
    paid = subject.target.pay([Said(case, in_form(form, case.right[0])) for form, case in product(FORMS, few)])
    means = [
        math.fsum(number(each) or 0.0 for each in paid[at * len(few) : (at + 1) * len(few)]) for at in range(len(FORMS))
    ]
    best = [form for form, mean in zip(FORMS, means, strict=True) if mean >= max(means) - _ROUNDING]
    # Of forms that earn the same, the one that the prompt asks for.
    asked = (
        [form for form in best if (mark := form.partition(ANSWER)[0].strip()) and mark in few[0].prompt] if few else []
    )
    return [*asked, *best][0] if few else ANSWER


def _row(subject: Subject, case: Case, form: str) -> tuple[Row | None, Paid]:
    form = case.form or form
    right = in_form(form, case.right[0])
    honest = (right, f"Let me work it out.\n\n{right}", case.right[0]) if subject.form else (right,)
    paid = subject.target.pay([Said(case, text) for text in (*_NOTHING, *honest)])
    nothing = [value for value in map(number, paid[: len(_NOTHING)]) if value is not None]
    best = number(paid[len(_NOTHING)])
    if best is None or best <= min(nothing, default=best) + _ROUNDING:
        return None, paid[len(_NOTHING)]
    row = Row(case, min(nothing), best, best, form)
    known = [
        Rollout("right" if at >= len(_NOTHING) else "nothing", case, text, value)
        for at, (text, each) in enumerate(zip((*_NOTHING, *honest), paid, strict=True))
        if (value := number(each)) is not None and (at < len(_NOTHING) or row.share(value) > _HALF)
    ]
    rights = [each.reward for each in known if each.kind == "right"]
    return replace(row, worst_right=min(rights), honest=tuple(known)), paid[len(_NOTHING)]


def _is_dense(subject: Subject, rows: Sequence[Row]) -> bool:
    """Say whether on most rows a part of the right answer earns a part of its pay that another text does not."""
    ways = (_near_is_better, _nearer_order_is_better, _graded)
    seen = [any(way(subject, row) for way in ways) for row in rows[:8] if row.case.right[0]]
    return bool(seen) and sum(seen) * 2 > len(seen)


def _near_is_better(subject: Subject, row: Row) -> bool:
    """Say whether a number earns less the farther it is from the right one."""
    paid = subject.target.pay([Said(row.case, row.given(text)) for text in near_numbers(row.case.right[0])])
    shares = [row.share(row.nothing if (value := number(each)) is None else value) for each in paid]
    inside = [share for share in shares if _LEAST < share < 1 - _LEAST]
    return len(set(inside)) > 1 and len(inside) == len(shares) and shares == sorted(shares, reverse=True)


def _nearer_order_is_better(subject: Subject, row: Row) -> bool:
    """Say whether a chain of steps earns less the more of them stand elsewhere."""
    chains = reordered_steps(row.case.right[0])
    paid = subject.target.pay([Said(row.case, row.given(text)) for text in chains])
    shares = [row.share(row.nothing if (value := number(each)) is None else value) for each in paid]
    return len(shares) == 2 and shares[1] < shares[0] and _LEAST < shares[0] < 1 - _LEAST


def _graded(subject: Subject, row: Row) -> bool:
    right = row.case.right[0]
    if is_document(right) or len(right) < len(_CUTS):
        return False
    items = parts_of(right) if len(parts_of(right)) > 1 else right.split()
    parts = [right[: max(1, int(len(right) * cut))] for cut in _CUTS]
    parts += [right[: right.index(item) + len(item)].rstrip("|,; ") for item in items[:-1]]
    paid = subject.target.pay([Said(row.case, row.given(part)) for part in (_OTHER, *parts)])
    other, *shares = [row.share(row.nothing if (value := number(each)) is None else value) for each in paid]
    return any(max(_LEAST, other + _LEAST) < share < 1 - _LEAST for share in shares)
