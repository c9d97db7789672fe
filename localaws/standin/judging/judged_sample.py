"""``JudgedSample``: the response in a prompt, with its reference and question."""

from __future__ import annotations

from dataclasses import dataclass

from localaws.standin.judging.fences import Fenced, blocks
from localaws.standin.judging.similarity import coverage, similarity, telling_words


@dataclass(frozen=True)
class JudgedSample:
    """The response to judge."""

    candidate: Fenced
    reference: str
    """Empty if the prompt holds none."""
    question: str
    """Empty if the prompt holds none."""

    def mark(self, words: frozenset[str]) -> float:
        """Return the mark 0..1: the similarity to the reference, or the share of the question's words without one.

        If the response holds a larger share of the criterion's ``words``, the mark rises half of the way to it.
        """
        text = self.candidate.text
        base = similarity(text, self.reference) if self.reference else coverage(text, telling_words(self.question))
        return base + max(0.0, coverage(text, words) - base) / 2


def judged_sample(user: str) -> JudgedSample:
    """Return the sample in a user text.

    In a prompt without fences the last line is the response, and the line before it is the reference.
    """
    held = {block.name: block for block in blocks(user)}
    if "candidate" not in held:
        *_, reference, candidate = ["", "", *filter(str.strip, user.splitlines())]
        return JudgedSample(Fenced("candidate", candidate, ""), reference, "")
    reference, question = (held[name].text if name in held else "" for name in ("reference", "question"))
    return JudgedSample(held["candidate"], reference, question)
