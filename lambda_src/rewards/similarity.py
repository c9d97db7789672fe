"""Whether a response means the same as the reference; a model judges. Range 0..1.

The same meaning 1.0, in Nova's form or not 0.9 at least; another meaning at most 0.1. Partly right lies between.
"""

from reward_runtime.answers.free_text import FreeText
from reward_runtime.extract import boxed_solution, first_of, in_solution, whole_text
from reward_runtime.judge.rubric import judged
from reward_runtime.reward import Dimension, Reward
from reward_runtime.scorers.form import solution_form

SIMILAR = judged("similarity.md", shows="answer")

REWARD = Reward(
    FreeText(),
    extract=first_of(boxed_solution(), in_solution(whole_text()), whole_text()),
    dimensions=(
        Dimension("similar", weight=0.9, score=SIMILAR, decisive=True),
        Dimension("well_formed", weight=0.1, score=solution_form),
    ),
)
