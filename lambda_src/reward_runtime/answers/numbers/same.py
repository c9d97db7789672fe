"""Whether an answer is the reference's number, or how near it comes."""

import math
from fractions import Fraction

from reward_runtime.answer import Answer
from reward_runtime.answers.numbers import Worked
from reward_runtime.dimension import Grade, Scorer
from reward_runtime.errors import RewardDefinitionError
from reward_runtime.samples import Sample

__all__ = ["near_number", "same_number"]


def same_number(*, absolute: float = 0, relative: float = 0) -> Scorer:
    """1 where the answer is the reference, or off by at most ``absolute`` or ``relative`` x the reference; else 0."""
    if not (0 <= absolute < math.inf and 0 <= relative < 1):
        raise RewardDefinitionError(
            f"same_number: got {absolute!r} and {relative!r}, expected absolute >= 0 and relative 0 to below 1"
        )
    near, share = Fraction(str(absolute)), Fraction(str(relative))

    def score(sample: Sample, answer: Answer) -> Grade:
        off, reference = _off(sample, answer)
        if off is None:
            return Grade(0.0, "no_number")
        if off == 0:
            return Grade(1.0, "equal")
        within = off <= max(near, share * abs(reference))
        return Grade(1.0, "within_tolerance") if within else Grade(0.0, "different")

    return score


def near_number(scale: float) -> Scorer:
    """1 at the reference, 1/2 at ``scale`` (in the answer's unit, above 0) off it, falling to 0; not decisive."""
    if not 0 < scale < math.inf:
        raise RewardDefinitionError(f"near_number: got the scale {scale!r}, expected a finite number above 0")
    half = Fraction(str(scale))

    def score(sample: Sample, answer: Answer) -> Grade:
        off, _ = _off(sample, answer)
        if off is None:
            return Grade(0.0, "no_number")
        return Grade(float(half / (half + off)), "near" if off else "equal")

    return score


def _off(sample: Sample, answer: Answer) -> tuple[Fraction | None, Fraction]:
    reference = sample.reference.answer if isinstance(sample.reference, Worked) else sample.reference
    if not isinstance(reference, Fraction) or not isinstance(answer.value, Fraction):
        return None, Fraction(0)
    return abs(answer.value - reference), reference
