"""Final answers of mathematics problems, compared as mathematics; verified, no judge. Range -1..1.

Right in perfect form 1.0, right without any form 0.6, wrong in perfect form -0.6, no answer -1.0.
"""

from reward_runtime.answers.expressions.beside import EXPRESSIONS
from reward_runtime.answers.expressions.boxes import boxes_side_by_side
from reward_runtime.answers.expressions.expressions import Expressions
from reward_runtime.extract import expression_given, final_answer, first_of, in_solution, settled, stated
from reward_runtime.reward import Dimension, Reward
from reward_runtime.scorers.form import solution_form

LISTED = settled(boxes_side_by_side(), EXPRESSIONS)

REWARD = Reward(
    Expressions(),
    extract=first_of(
        in_solution(LISTED),
        LISTED,
        stated(final_answer(on_conflict="none", gives=expression_given), reading=EXPRESSIONS),
    ),
    dimensions=(
        Dimension("correct", weight=0.8, decisive=True),
        Dimension("well_formed", weight=0.2, score=solution_form),
    ),
    floor=-1.0,
    ceiling=1.0,
)
