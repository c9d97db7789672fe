"""How far a response keeps the form it was asked for, whatever its answer is worth."""

from reward_runtime.extract import SOLUTION_BEGIN, SOLUTION_END, Answer, final_text
from reward_runtime.samples import Sample

__all__ = ["solution_form"]


def solution_form(sample: Sample, answer: Answer) -> float:
    """Share 0..1 of four marks of form kept after the reasoning; 0 for an answer outside the solution section.

    One opening mark; one closing mark after it; the answer boxed between the two; nothing after the closing one.
    """
    response = sample.response or ""
    start, end = final_text(response)
    opened = response.find(SOLUTION_BEGIN, start, end)
    if opened < 0 or answer.span[0] < opened:
        return 0.0
    closed = response.find(SOLUTION_END, opened, end)
    if 0 <= closed < answer.span[1]:
        return 0.0
    kept = (
        response.rfind(SOLUTION_BEGIN, start, end) == opened,
        closed >= 0 and response.find(SOLUTION_END, start, end) == closed == response.rfind(SOLUTION_END, start, end),
        closed >= 0 and answer.rule == "boxed",
        closed >= 0 and not response[closed + len(SOLUTION_END) : end].strip(),
    )
    return sum(kept) / len(kept)
