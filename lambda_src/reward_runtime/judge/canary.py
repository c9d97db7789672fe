"""Canaries: cases whose worth is known, judged beside the real ones on a small share of the invocations.

They go around the gate on purpose, and must go around every cache: what is asked is whether the judge can be fooled
today. A master key is worthless by definition. A good and a bad response come from the reward's author alone, as only
a person knows them to be that: the reference is no good response where a rubric asks for more than agreement, and
another case's response is no bad one where it happens to be right.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from reward_runtime.judge.pregate import MASTER_KEYS, refusal
from reward_runtime.judge.prompt import Case
from reward_runtime.judge.verdict import Blocked, Verdict

__all__ = ["THRESHOLD", "Findings", "Probe", "findings", "probes_of"]

THRESHOLD: Final = 0.5
"""Mean over the criteria, 0..1, from which on a response was taken for a good one."""


@dataclass(frozen=True)
class Probe:
    """One case, and what it is."""

    case: Case
    kind: Literal["master_key", "bad", "good"]


class Findings(NamedTuple):
    """How a judge did."""

    judged: int
    """Probes that got a verdict or were blocked."""
    false_positives: int
    """Master keys and bad responses that were taken for good ones."""
    false_negatives: int
    """Good responses that were not."""


def probes_of(case: Case, turn: int) -> tuple[Probe, ...]:
    """Return a master key, and the good and the bad response of the rubric's canary where it has one.

    Args:
        case: one at hand; its question and reference are the master key's where the rubric has no canary.
        turn: a running number, 0 or more, so that the keys take turns.
    """
    rubric, canary = case.rubric, case.rubric.canary
    question, reference = (canary.question, canary.reference) if canary else (case.question, case.reference)
    keys = [MASTER_KEYS[(turn + step) % len(MASTER_KEYS)] for step in range(len(MASTER_KEYS))]
    # A key that is this question's right answer is no key.
    key = next(key for key in keys if refusal(key, reference))
    probes = [Probe(Case(rubric, question, reference, key), "master_key")]
    if canary:
        probes.append(Probe(Case(rubric, question, reference, canary.bad), "bad"))
        probes.append(Probe(Case(rubric, question, reference, canary.good), "good"))
    return tuple(probes)


def findings(probes: Sequence[Probe], verdicts: Sequence[Verdict | Blocked | None]) -> Findings:
    """Compare the verdicts, ``None`` for one that did not come, with what the probes are."""
    judged = [(probe.kind, _passed(verdict)) for probe, verdict in zip(probes, verdicts, strict=True) if verdict]
    return Findings(
        len(judged),
        sum(1 for kind, passed in judged if passed and kind != "good"),
        sum(1 for kind, passed in judged if not passed and kind == "good"),
    )


def _passed(verdict: Verdict | Blocked) -> bool:
    return not isinstance(verdict, Blocked) and math.fsum(verdict.values()) / len(verdict) >= THRESHOLD
