"""The response of a prompt and the texts it is compared to: user text -> sample."""

from __future__ import annotations

from dataclasses import dataclass

from localaws.standin.judging.fences import Fenced, blocks
from localaws.standin.judging.similarity import coverage, similarity, telling


@dataclass(frozen=True)
class Sample:
    """One response to judge."""

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


def sample_of(user: str) -> Sample:
    """The response; in a prompt without fences, its last line against the one before."""
    held = {block.name: block for block in blocks(user)}
    if "candidate" not in held:
        *_, reference, candidate = ["", "", *filter(str.strip, user.splitlines())]
        return Sample(Fenced("candidate", candidate, ""), reference, "")
    reference, question = (held[name].text if name in held else "" for name in ("reference", "question"))
    return Sample(held["candidate"], reference, question)
