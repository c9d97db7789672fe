r"""A box in Nova's solution section, with a rule of its own if the response keeps that form exactly."""

import re
from collections.abc import Sequence
from typing import Final

from reward_runtime.answer import ANSWER, Extractor, Match, Normalize, OnConflict, Span
from reward_runtime.extract.boxed import boxed, holds_place
from reward_runtime.extract.prose.reading import Reading
from reward_runtime.extract.prose.settled import settled
from reward_runtime.extract.solution import SOLUTION_BEGIN, SOLUTION_END, in_solution

__all__ = ["PERFECT", "boxed_solution"]

PERFECT: Final = "boxed_solution"
"""Rule of a match in perfect form: the response ends in its one solution section, with one plain box, no other command
and no mark of a quotation behind the box."""

_PERFECT: Final = re.compile(
    rf"{re.escape(SOLUTION_BEGIN)}[^<>\\{{}}]{{0,2000}}\\boxed\{{([^<\\{{}}]{{0,200}})\}}"
    r"[^<\\{}`\"'\u00bb\u2018-\u203a\u300d\u300f]{0,2000}"
    rf"{re.escape(SOLUTION_END)}\s{{0,2000}}\Z"
)


_BARE: Final = re.compile(
    rf"{re.escape(SOLUTION_BEGIN)}\\boxed\{{([^<\\{{}}]{{0,200}})\}}{re.escape(SOLUTION_END)}\s{{0,2000}}\Z"
)
"""A perfect form without any text beside its box."""


def boxed_solution(on_conflict: OnConflict = "none", reading: Reading | None = None) -> Extractor:
    """Box inside the solution section, as ``in_solution(boxed())`` finds it, but a perfect form is found in one step.

    Most responses of a model in training have that form, and ``solution_form`` need not look at them again. With a
    ``reading``, the text beside the box must not leave another value open: see ``settled``.
    """
    thorough = in_solution(boxed(on_conflict))

    def found(response: str, spans: Sequence[Span], normalize: Normalize) -> Match | None:
        perfect = _perfect(_PERFECT, response, spans[0]) if len(spans) == 1 else None
        return thorough.find(response, spans, normalize) if perfect is None else perfect

    otherwise = Extractor(found) if reading is None else settled(Extractor(found), reading)

    def find(response: str, spans: Sequence[Span], normalize: Normalize) -> Match | None:
        bare = _perfect(_BARE, response, spans[0]) if len(spans) == 1 else None
        return otherwise.find(response, spans, normalize) if bare is None else bare

    return Extractor(find, f"{SOLUTION_BEGIN}\\boxed{{{ANSWER}}}{SOLUTION_END}")


def _perfect(form: re.Pattern[str], response: str, span: Span) -> Match | None:
    start, end = span
    # If the first such character opens the match, no mark stands before it.
    opens = response.find(SOLUTION_BEGIN[0], start, end)
    found = form.match(response, opens) if opens >= 0 else None
    if found is None or found.end() != end:
        return None
    return None if holds_place(found.group(1)) else Match(found.group(1).strip(), PERFECT, found.span(1))
