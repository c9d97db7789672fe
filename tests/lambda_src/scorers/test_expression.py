"""``same_expression`` asks about the reference and the answer, in this order."""

from typing import cast

from reward_runtime.answers.expressions.expressions import Expressions
from reward_runtime.answers.expressions.same import same_expression
from reward_runtime.dimension import Grade
from reward_runtime.extract import Answer
from reward_runtime.samples import Sample


class Comparing:
    def compare(self, reference: str, answer: str) -> Grade:
        return Grade(1.0, f"{reference}_{answer}")


def test_the_reference_and_the_answer_are_compared_as_texts() -> None:
    scorer = same_expression(cast("Expressions", Comparing()))

    assert scorer(Sample("s", "", "text", 5), Answer("x=6", "rule", (0, 3), value=6)) == Grade(1.0, "5_6")
