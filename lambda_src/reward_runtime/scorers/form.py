"""How far a response keeps the form it was asked for, whatever its answer is worth."""

from reward_runtime.extract import SOLUTION_BEGIN, SOLUTION_END, Answer, final_text
from reward_runtime.samples import Sample

__all__ = ["solution_form"]


def solution_form(sample: Sample, answer: Answer) -> float:
    """Share 0..1 of four marks of form kept after the reasoning.

    One opening mark; one closing mark after it; the answer boxed between the two; nothing after the closing one.
    """
    response = sample.response or ""
    start, end = final_text(response)
    opened = response.find(SOLUTION_BEGIN, start, end)
    closed = response.find(SOLUTION_END, max(opened, start), end)
    kept = (
        opened >= 0 and response.count(SOLUTION_BEGIN, start, end) == 1,
        opened >= 0 and closed >= 0 and response.count(SOLUTION_END, start, end) == 1,
        answer.rule == "boxed" and opened >= 0 and opened < answer.span[0] and answer.span[1] <= closed,
        closed >= 0 and not response[closed + len(SOLUTION_END) : end].strip(),
    )
    return sum(kept) / len(kept)
