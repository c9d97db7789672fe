"""Final answers of mathematics problems, checked symbolically; verified, no judge. Range -1..1.

Right in perfect form 1.0, right without any form 0.6, wrong in perfect form -0.6, no answer -1.0.
"""

from reward_runtime.answers.expressions.expressions import Expressions
from reward_runtime.answers.expressions.same import same_expression
from reward_runtime.extract import boxed, boxed_solution, first_of
from reward_runtime.reward import Dimension, Reward
from reward_runtime.scorers.form import solution_form

EXPRESSIONS = Expressions()
BOXED = boxed(EXPRESSIONS.normal)

REWARD = Reward(
    extract=first_of(boxed_solution(EXPRESSIONS.normal), BOXED),
    accept=EXPRESSIONS.accept,
    read_reference=EXPRESSIONS.read_reference,
    dimensions=(
        Dimension("correct", weight=0.8, score=same_expression(EXPRESSIONS), decisive=True),
        Dimension("well_formed", weight=0.2, score=solution_form),
    ),
    form="<|begin_of_solution|>\\boxed{{answer}}<|end_of_solution|>",
    floor=-1.0,
    ceiling=1.0,
)
