"""Whether a summary is true to its article and tells the gist of it; a model judges, without a reference. 0..1.

Faithful, to the point and short 1.0; faithful at least 0.7; wholly unfaithful at most 0.1, however much it covers.
"""

from reward_runtime.answers.free_text import FreeText
from reward_runtime.judge.rubric import rubric
from reward_runtime.reward import Dimension, Reward
from reward_runtime.scorers.length import within_length

RUBRIC = rubric("faithful_summary.md", criteria=("faithful", "covers"), about_question=("faithful", "covers"))

REWARD = Reward(
    FreeText(required=False),
    dimensions=(
        Dimension("faithful", weight=0.7, score=RUBRIC.judges("faithful"), decisive=True),
        Dimension("covers", weight=0.2, score=RUBRIC.judges("covers"), requires={"faithful": 0.5, "concise": 0.0}),
        Dimension("concise", weight=0.1, score=within_length(100, unit="words")),
    ),
)
