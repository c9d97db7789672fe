"""How far a response keeps the requested form, regardless of its answer's worth."""

from reward_runtime.answer import Answer
from reward_runtime.extract import final_text
from reward_runtime.extract.boxed_solution import PERFECT
from reward_runtime.extract.solution import SOLUTION_BEGIN, SOLUTION_END
from reward_runtime.samples import Sample

__all__ = ["solution_form"]


def solution_form(sample: Sample[object], answer: Answer[object]) -> float:
    """Share 0..1 of four marks of form kept after the reasoning; 0 for an answer outside the solution section.

    One opening mark; one closing mark after it; the answer boxed between the two; nothing after the closing one.
    """
    if answer.rule == PERFECT:
        return 1.0
    response = sample.response or ""
    start, end = final_text(response)
    # Searching for one character is some ten times faster than for a mark, and most often finds the mark at once.
    first = response.find(SOLUTION_BEGIN[0], start, end)
    opened = response.find(SOLUTION_BEGIN, first, end) if first >= 0 else -1
    if opened < 0 or answer.span[0] < opened:
        return 0.0
    closed = response.find(SOLUTION_END, opened, end)
    opened_once = response.find(SOLUTION_BEGIN, opened + 1, end) < 0
    if closed < 0:
        return opened_once / 4
    if closed < answer.span[1]:
        return 0.0
    after = closed + len(SOLUTION_END)
    closed_once = response.find(SOLUTION_END, after, end) < 0 and (
        first == opened or response.find(SOLUTION_END, first, opened) < 0
    )
    return (opened_once + closed_once + (answer.rule == "boxed") + (not response[after:end].strip())) / 4
