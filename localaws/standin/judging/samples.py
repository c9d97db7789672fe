"""The responses of a prompt, each with what it is compared to: user text -> samples."""

from __future__ import annotations

from dataclasses import dataclass

from localaws.standin.judging.fences import Fenced, blocks
from localaws.standin.judging.similarity import coverage, similarity, telling


@dataclass(frozen=True)
class Sample:
    """One response to judge."""

    slot: int
    """Its number among several; 0 where it is the only one."""
    candidate: Fenced
    reference: str
    """Empty where the prompt holds none; so is the question."""
    question: str

    def mark(self, wanted: frozenset[str]) -> float:
        """0..1: likeness to the reference, or how much of the question's words it takes up where there is none.

        A criterion's words that the response holds lift that half of the way to their share.
        """
        text = self.candidate.text
        base = similarity(text, self.reference) if self.reference else coverage(text, telling(self.question))
        return base + max(0.0, coverage(text, wanted) - base) / 2


def samples(user: str) -> list[Sample]:
    """Every response, in the prompt's order; in a prompt without fences, its last line against the one before."""
    found = blocks(user)
    candidates = [block for block in found if block.name == "candidate"]
    if not candidates:
        *_, reference, candidate = ["", "", *filter(str.strip, user.splitlines())]
        return [Sample(0, Fenced("candidate", 0, candidate, ""), reference, "")]
    held = {(block.name, block.slot): block.text for block in found}

    def beside(name: str, slot: int) -> str:
        """The slot's own block, or the one that all slots share."""
        return held.get((name, slot), held.get((name, 0), ""))

    return [Sample(c.slot, c, beside("reference", c.slot), beside("question", c.slot)) for c in candidates]
