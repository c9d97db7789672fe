"""Grade-school mathematics: the number is checked, the steps shape; verified, no judge. Range -1..1.

Right in perfect form with every step 1.0, right without form or steps 0.4, wrong with both -0.4, no answer -1.0.
"""

from reward_runtime.answers.numbers import WorkedNumbers
from reward_runtime.answers.numbers.in_text import last_number, marked_number, number_given
from reward_runtime.answers.numbers.measures import NUMBERS
from reward_runtime.answers.numbers.steps import right_steps
from reward_runtime.extract import final_answer, stated
from reward_runtime.reward import Dimension, Reward
from reward_runtime.scorers.form import solution_form

ANNOUNCED = final_answer(on_conflict="none", gives=number_given)

REWARD = Reward(
    WorkedNumbers(),
    extract=stated(marked_number(on_conflict="none"), ANNOUNCED, last_number(), reading=NUMBERS),
    dimensions=(
        Dimension("correct", weight=0.7, decisive=True),
        Dimension("well_formed", weight=0.2, score=solution_form),
        Dimension("steps", weight=0.1, score=right_steps),
    ),
    response_template="{answer}",
    floor=-1.0,
    ceiling=1.0,
)
