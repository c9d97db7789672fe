"""Sentiment in three classes, in English or Japanese; verified, no judge. Range -1..1.

Right in perfect form 1.0, right without any form 0.6, wrong in perfect form -0.6, no answer -1.0.
"""

from reward_runtime.answers.labels import Labels
from reward_runtime.extract import final_answer, stated, whole
from reward_runtime.reward import Dimension, Reward
from reward_runtime.scorers.form import solution_form

LABELS = Labels(
    synonyms={
        "positive": ("ポジティブ", "肯定的", "肯定"),
        "negative": ("ネガティブ", "否定的", "否定"),
        "neutral": ("ニュートラル", "中立", "中立的"),
    }
)

REWARD = Reward(
    LABELS,
    extract=stated(final_answer(on_conflict="none"), whole()),
    dimensions=(
        Dimension("correct", weight=0.8, decisive=True),
        Dimension("well_formed", weight=0.2, score=solution_form),
    ),
    floor=-1.0,
    ceiling=1.0,
)
