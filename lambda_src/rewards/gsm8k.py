"""Grade-school mathematics: the number is checked, the steps shape; verified, no judge. Range -1..1.

Right in perfect form with every step 1.0, right without form or steps 0.4, wrong with both -0.4, no answer -1.0.
"""

from reward_runtime.answers.numbers import Numbers, Worked
from reward_runtime.answers.numbers.same import same_number
from reward_runtime.answers.numbers.steps import right_steps
from reward_runtime.extract import boxed, boxed_solution, first_of, unless_found
from reward_runtime.extract.number import last_number, marked_number, unless_marked
from reward_runtime.reward import Dimension, Reward
from reward_runtime.scorers.form import solution_form

NUMBERS = Numbers()
BOXED = boxed(NUMBERS.normal)
BARE = unless_found(unless_marked(last_number(several="last"), "\\boxed", "\\fbox"), marked_number())

REWARD = Reward(
    extract=first_of(boxed_solution(NUMBERS.normal), marked_number(several="only"), BOXED, BARE),
    accept=NUMBERS.accept,
    read_reference=Worked.read,
    write=Worked.written,  # pyright: ignore[reportArgumentType] - it is given what Worked.read returned
    dimensions=(
        Dimension("correct", weight=0.7, score=same_number(), decisive=True),
        Dimension("well_formed", weight=0.2, score=solution_form),
        Dimension("steps", weight=0.1, score=right_steps),
    ),
    form="{answer}",
    floor=-1.0,
    ceiling=1.0,
)
