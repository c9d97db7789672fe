"""How near an answer comes to the reference's number."""

import math
from fractions import Fraction

from reward_runtime.answer import Answer
from reward_runtime.answers.kind import Grade
from reward_runtime.answers.numbers.worked import Worked
from reward_runtime.dimension import Scorer
from reward_runtime.errors import RewardDefinitionError
from reward_runtime.samples import Sample

__all__ = ["near_number"]


def near_number(scale: float) -> Scorer[Fraction, Fraction | Worked]:
    """Score 1 at the reference and 1/2 if the answer is off by ``scale``, falling to 0.

    Args:
        scale: in the unit of the answer; above 0.
    """
    if not 0 < scale < math.inf:
        raise RewardDefinitionError(f"near_number: got the scale {scale!r}, expected a finite number above 0")
    half = Fraction(str(scale))

    def score(sample: Sample[Fraction | Worked], answer: Answer[Fraction]) -> Grade:
        reference = sample.reference
        off = abs(answer.value - (reference.answer if isinstance(reference, Worked) else reference))
        return Grade(float(half / (half + off)), "near" if off else "equal")

    return score
