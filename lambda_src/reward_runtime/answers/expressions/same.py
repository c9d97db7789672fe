"""Whether an answer is the reference's expression, however it is written."""

from reward_runtime.answers.expressions.expressions import Expressions
from reward_runtime.dimension import Grade, Scorer
from reward_runtime.extract import Answer
from reward_runtime.samples import Sample

__all__ = ["same_expression"]


def same_expression(expressions: Expressions) -> Scorer:
    """1 or 0, with the step that decided: ``same_text``, ``same_number``, ``equivalent``, ``different`` and so on."""

    def score(sample: Sample, answer: Answer) -> Grade:
        return expressions.compare(str(sample.reference), str(answer.value))

    return score
