"""Credit for the right steps of a worked solution."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from reward_runtime.answer import Answer
from reward_runtime.answers.kind import Grade
from reward_runtime.answers.numbers import Worked, equations
from reward_runtime.samples import Sample

__all__ = ["right_steps"]

LOOKED_AT: Final = 20_000
"""Characters of the response; the rest earns no step. Of 600 GSM8K solutions and outputs, the longest has 1,266."""
LEEWAY: Final = 2
"""Equations per step of the reference; each one beyond makes every step count for less."""


def right_steps(sample: Sample[Worked], answer: Answer[object]) -> Grade:
    """Share 0..1 of the reference's steps whose result a true equation of the response has, in the same order.

    An equation that does not hold takes one step away, and listing many makes each count for less. If the
    reference has no steps, the answer stands for them: 1.0 if it is right, else 0.0.
    """
    reference = sample.reference
    if not reference.steps:
        return Grade(float(answer.value == reference.answer), "no_steps_known")
    wanted = [step.right for step in reference.steps]
    found = list(equations((sample.response or "")[:LOOKED_AT]))
    wrong = sum(not equation.true for equation in found)
    kept = _in_order(wanted, [equation.right for equation in found if equation.true])
    value = max(0, kept - wrong) / max(len(wanted), len(found) / LEEWAY)
    return Grade(value, "all_steps" if value == 1 else "some_steps" if value else "no_steps")


def _in_order(wanted: Sequence[Fraction], got: Sequence[Fraction]) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(wanted) + 1)
    for value in got:
        last = 0
        for index, want in enumerate(wanted):
            above = row[index + 1]
            row[index + 1] = last + 1 if value == want else max(above, row[index])
            last = above
    return row[-1]
