"""``JudgedSample``: the response in a prompt, with its reference and question."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from localaws.standin.judging.fences import Fenced, blocks
from localaws.standin.judging.similarity import coverage, similarity, telling_words

SEAL: Final = re.compile("In `seal`, copy ([0-9a-f]+)")


@dataclass(frozen=True)
class JudgedSample:
    """The response to judge."""

    candidate: Fenced
    reference: str
    """Empty if the prompt holds none."""
    question: str
    """Empty if the prompt holds none."""
    earlier: tuple[str, ...] = ()
    """Earlier turns of models and tools."""
    seal: str = ""
    """The digits that a structured verdict is to copy; empty if none are asked for."""

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
    fenced = blocks(user)
    held = {block.name: block for block in fenced}
    if "candidate" not in held:
        *_, reference, candidate = ["", "", *filter(str.strip, user.splitlines())]
        return JudgedSample(Fenced("candidate", candidate, ""), reference, "")
    reference = held["reference"].text if "reference" in held else ""
    question = "\n".join(block.text for block in fenced if block.name == "question")
    earlier = tuple(block.text for block in fenced if block.name == "earlier")
    asked = SEAL.findall(user)
    return JudgedSample(held["candidate"], reference, question, earlier, asked[-1] if asked else "")
