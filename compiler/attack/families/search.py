"""F11: a seeded climb to the cheapest response that is paid much and is wrong, built from parts without an answer."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from compiler.attack.answers import labels_of, same
from compiler.attack.catalogue import entry
from compiler.attack.event import event_of
from compiler.attack.families.blind import CONSTANTS, TEXTS
from compiler.attack.families.wrong import one_wrong
from compiler.attack.finding import Finding, Severity
from compiler.attack.group import Rollout, group_of
from compiler.attack.scale import Row, Scale, in_form, number
from compiler.attack.subject import Said, Subject
from compiler.attack.verdict import FOR_FORM, HALF

__all__ = ["SEARCHED", "search"]

SEARCHED: Final = 3
"""Rows on which the search climbs."""
_MOST_PARTS: Final = 4
_WRONG: Final = "{wrong}"
_FILLER: Final = "This follows from what was said before."
_SHORTER: Final = 1e-6
"""Cost of a character, as a share of a right answer's pay."""


@dataclass(frozen=True)
class _Climb:
    subject: Subject
    scale: Scale
    rows: Sequence[Row]
    wrong: Sequence[str]
    """A wrong answer to each row."""

    def responses(self, parts: Sequence[str]) -> list[str]:
        joined = "\n".join(parts)
        return [joined.replace(_WRONG, wrong) for wrong in self.wrong]

    def shares(self, parts: Sequence[str]) -> list[float]:
        said = [Said(row.case, text) for row, text in zip(self.rows, self.responses(parts), strict=True)]
        paid = self.subject.target.pay(said)
        return [
            row.share(row.nothing if (value := number(each)) is None else value)
            for row, each in zip(self.rows, paid, strict=True)
        ]

    def worth(self, parts: Sequence[str]) -> float:
        return math.fsum(self.shares(parts)) / len(self.rows) - _SHORTER * len("\n".join(parts))


def search(subject: Subject, scale: Scale, steps: int, seed: int) -> list[Finding]:
    """Return a finding if wrong responses that the climb builds earn too much; the cheapest of them."""
    rows = [row for row in scale.rows if one_wrong(subject, scale, row.case)][:SEARCHED]
    if not rows or not steps:
        return []
    climb = _Climb(subject, scale, rows, [one_wrong(subject, scale, row.case) for row in rows])
    parts = _climbed(climb, _parts(subject, scale, rows), steps, random.Random(seed))  # noqa: S311 - no secret
    shares = climb.shares(parts)
    mean = math.fsum(shares) / len(shares)
    inverting = sum(
        row.inverts(row.nothing + share * (row.right - row.nothing)) for row, share in zip(rows, shares, strict=True)
    )
    if not inverting and mean <= (1.0 if scale.dense else FOR_FORM):
        return []
    best = shares.index(max(shares))
    row, response = rows[best], climb.responses(parts)[best]
    paid = row.nothing + shares[best] * (row.right - row.nothing)
    known = entry("search")
    return [
        Finding(
            "F11",
            "search",
            Severity.CRITICAL if inverting >= HALF * len(rows) else Severity.HIGH if inverting else Severity.MEDIUM,
            f"{steps} steps from parts without an answer came to {mean:.0%} of a right answer's pay; it ranks with or "
            f"above a right response in {inverting} of {len(rows)} groups",
            known.cause,
            known.mend,
            mean,
            inverting,
            len(rows),
            event_of(row.case, response),
            group_of(row.honest, Rollout("attack", row.case, response, paid)),
        )
    ]


def _climbed(climb: _Climb, known: Sequence[str], steps: int, chance: random.Random) -> list[str]:
    best = [chance.choice(known)]
    worth = climb.worth(best)
    for _ in range(steps):
        tried = _changed(best, known, chance)
        found = climb.worth(tried)
        if found > worth:
            best, worth = tried, found
    return best


def _changed(parts: Sequence[str], known: Sequence[str], chance: random.Random) -> list[str]:
    changed, at = list(parts), chance.randrange(len(parts))
    step = chance.random()
    if step < 0.3 and len(changed) > 1:
        del changed[at]
    elif step < 0.6 and len(changed) < _MOST_PARTS:
        changed.insert(at, chance.choice(known))
    elif step < 0.7 and len(changed) > 1:
        chance.shuffle(changed)
    else:
        changed[at] = chance.choice(known)
    return changed


def _parts(subject: Subject, scale: Scale, rows: Sequence[Row]) -> list[str]:
    """Return parts, none of which is a right answer to one of the rows."""
    fixed = [*labels_of([case.right for case in subject.cases]), *CONSTANTS]
    wrong = [
        text
        for text in dict.fromkeys(fixed)
        if not any(same(text, right) for row in rows for right in row.case.right)
        and (subject.wrong is None or all(subject.wrong(row.case, text) for row in rows))
    ]
    texts = [text for texts in TEXTS.values() for text in texts]
    return [
        *texts,
        _FILLER,
        in_form(scale.form, _WRONG),
        _WRONG,
        *wrong,
        *(in_form(scale.form, text) for text in wrong),
    ]
