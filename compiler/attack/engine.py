"""The attack: subject, depth and seed -> findings, the same each time."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import chain
from typing import Any, Final, cast

from compiler.attack.families.blind import TEXTS, blind
from compiler.attack.families.clothes import clothes
from compiler.attack.families.contract import contract
from compiler.attack.families.hygiene import hygiene
from compiler.attack.families.judge import judge
from compiler.attack.families.neighbours import neighbours
from compiler.attack.families.placement import placement
from compiler.attack.families.resources import resources, unending
from compiler.attack.families.search import search
from compiler.attack.families.shaping import shaping
from compiler.attack.families.wrong import wrong
from compiler.attack.finding import Finding, Severity
from compiler.attack.limits import DidNotEnd
from compiler.attack.probe import Probe, Worth
from compiler.attack.scale import Scale, calibrated
from compiler.attack.standing import flat, unmet
from compiler.attack.subject import Case, Paid, Said, Subject
from compiler.attack.verdict import findings_of

__all__ = ["Attack", "Depth", "Tries", "attack", "planned"]


class Depth(StrEnum):
    """How much is tried."""

    QUICK = "quick"
    STANDARD = "standard"
    DEEP = "deep"


ROWS: Final = {Depth.QUICK: 4, Depth.STANDARD: 12, Depth.DEEP: 64}
"""Rows that are attacked, evenly spread over the data."""
STEPS: Final = {Depth.QUICK: 0, Depth.STANDARD: 60, Depth.DEEP: 1000}
"""Steps of the search."""
_FAMILIES: Final[Sequence[Callable[[Subject, Scale], Iterator[Probe]]]] = (
    blind,
    placement,
    wrong,
    clothes,
    shaping,
    judge,
)


@dataclass(frozen=True)
class Attack:
    """The findings of an attack."""

    findings: Sequence[Finding]
    """The worst first."""
    responses: int
    """Responses that were tried."""
    rows: int
    form: str
    """The form in which right answers earned most."""
    calibrated: bool
    """Whether right answers earn more than nothing does; without, only faults are found."""
    seed: int
    depth: Depth

    @property
    def worst(self) -> Severity:
        """The worst severity; ``INFO`` if nothing was found."""
        return max((each.severity for each in self.findings), default=Severity.INFO)

    def to_json(self) -> dict[str, Any]:
        """Return it for JSON."""
        known = {"depth": self.depth.value, "seed": self.seed, "rows": self.rows, "responses": self.responses}
        findings = [each.to_json() for each in self.findings]
        return {**known, "form": self.form, "calibrated": self.calibrated, "findings": findings}


@dataclass
class Tries:
    """Pays only right answers and counts the responses, so that an attack's size is known before it begins."""

    responses: int = 0
    calls: int = 0
    """Of the target, each with any number of responses."""
    said: list[Said] = field(default_factory=list[Said])
    """The responses, but for those of events that try the contract."""

    def pay(self, said: Sequence[Said]) -> list[Paid]:
        """Return 1 for a response that ends as a right one does, else 0."""
        self.calls += 1
        self.responses += len(said)
        self.said += said
        return [Paid(float(any(right and right in response for right in case.right))) for case, response in said]

    def answer(self, event: object) -> object:
        """Return no reply."""
        self.calls += 1
        self.responses += len(cast("list[object]", event)) if isinstance(event, list) else 1
        return []


def planned(subject: Subject, depth: Depth, seed: int = 0) -> Tries:
    """Return about how many responses and calls an attack takes, without the target."""
    tries = Tries()
    attack(replace(subject, target=tries, answer=tries.answer if subject.answer else None), depth, seed)
    return tries


def attack(subject: Subject, depth: Depth = Depth.STANDARD, seed: int = 0) -> Attack:
    """Attack a reward.

    Args:
        subject: the reward and its data.
        depth: how much is tried.
        seed: of the rows and of the search.
    """
    few = replace(subject, cases=_drawn(subject.cases, ROWS[depth], seed))
    try:
        return _attacked(subject, few, depth, seed)
    except DidNotEnd as error:
        return Attack([unending(error.said)], 0, len(few.cases), subject.form, True, seed, depth)


def _attacked(subject: Subject, few: Subject, depth: Depth, seed: int) -> Attack:
    scale = calibrated(few)
    probes = list(chain.from_iterable(family(few, scale) for family in _FAMILIES))
    if not scale.rows:
        probes = [Probe("F1", name, Worth.NOTHING, case, text) for case in few.cases for name, text in _texts(case)]
    tried = list(zip(probes, few.target.pay([Said(each.case, each.response) for each in probes]), strict=True))
    found = [*unmet(few, scale), *flat(few, scale, tried), *findings_of(few, scale, tried)]
    found += hygiene(subject)
    if depth is not Depth.QUICK:
        found += [*neighbours(few, tried, seed), *contract(few, scale)]
        found += [*resources(few, scale), *search(few, scale, STEPS[depth], seed)]
    ranked = sorted(found, key=lambda each: -each.severity)
    return Attack(ranked, len(probes), len(few.cases), scale.form, bool(scale.rows), seed, depth)


def _drawn(cases: Sequence[Case], most: int, seed: int) -> list[Case]:
    if len(cases) <= most:
        return list(cases)
    chosen = sorted(random.Random(seed).sample(range(len(cases)), most))  # noqa: S311 - nothing here is secret
    return [cases[at] for at in chosen]


def _texts(case: Case) -> Iterator[tuple[str, str]]:
    yield from ((name, text) for name, texts in TEXTS.items() for text in texts)
    yield from (("recorded", text) for text in case.recorded)
