"""Sentiment in three classes, in English or Japanese; verified, no judge. Range -1..1.

Right in perfect form 1.0, right without any form 0.6, wrong in perfect form -0.6, no answer -1.0.
"""

from reward_runtime.answers.labels import Labels, same_label
from reward_runtime.extract import boxed, boxed_solution, first_of, in_solution, whole
from reward_runtime.reward import Dimension, Reward
from reward_runtime.scorers.form import solution_form

LABELS = Labels.of(
    {
        "positive": ("ポジティブ", "肯定的", "肯定"),
        "negative": ("ネガティブ", "否定的", "否定"),
        "neutral": ("ニュートラル", "中立", "中立的"),
    }
)

BOXED = boxed(LABELS.find)
BARE = whole(LABELS.find)

REWARD = Reward(
    extract=first_of(boxed_solution(LABELS.find), in_solution(BARE), BOXED, BARE),
    accept=LABELS.accept,
    read_reference=LABELS.read_reference,
    dimensions=(
        Dimension("correct", weight=0.8, score=same_label, decisive=True),
        Dimension("well_formed", weight=0.2, score=solution_form),
    ),
    form="<|begin_of_solution|>\\boxed{{answer}}<|end_of_solution|>",
    floor=-1.0,
    ceiling=1.0,
)
