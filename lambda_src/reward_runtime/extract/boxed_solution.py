r"""A box in Nova's solution section, told apart where the response keeps that form to the letter."""

import re
from collections.abc import Sequence
from typing import Final

from reward_runtime.answer import Answer, Extractor, Normal, Several, Span
from reward_runtime.extract.boxed import boxed
from reward_runtime.extract.solution import SOLUTION_BEGIN, SOLUTION_END, in_solution
from reward_runtime.named_tuple import made

__all__ = ["PERFECT", "boxed_solution"]

PERFECT: Final = "boxed_solution"
"""Rule of an answer whose response ends in its one solution section, which holds one plain box and no other command."""

_PERFECT: Final = re.compile(
    rf"{re.escape(SOLUTION_BEGIN)}[^<\\{{}}]{{0,2000}}\\boxed\{{([^<\\{{}}]{{0,200}})\}}[^<\\{{}}]{{0,2000}}"
    rf"{re.escape(SOLUTION_END)}\s{{0,2000}}\Z"
)


def boxed_solution(normal: Normal = str.casefold, several: Several = "only") -> Extractor:
    """Box inside the solution section: as ``in_solution(boxed(...))``, but a perfect form is found in one step.

    That is what most responses of a model in training are, and ``solution_form`` need not look at them again.
    """
    thorough = in_solution(boxed(normal, several))

    def extract(response: str, spans: Sequence[Span]) -> Answer | None:
        if len(spans) == 1:
            start, end = spans[0]
            # Where the first such character opens the match, no mark stands before it.
            perfect = _PERFECT.match(response, response.find(SOLUTION_BEGIN[0], start, end)) if end > start else None
            if perfect is not None and perfect.end() == end:
                return made(Answer, (perfect.group(1).strip(), PERFECT, perfect.span(1), (), None))
        return thorough(response, spans)

    return extract
