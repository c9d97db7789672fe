"""A reply to a customer: safe, short and in form by code; accuracy, empathy and brand voice judged. Range 0..1.

All of it 1.0; safe and accurate at least 0.6; safe and wholly inaccurate at most 0.3; unsafe 0.0, and unjudged.
"""

from reward_runtime.answers.free_text import FreeText
from reward_runtime.extract import Answer, first_of, tagged, whole_text
from reward_runtime.judge.rubric import rubric
from reward_runtime.reward import Dimension, Reward
from reward_runtime.samples import Sample
from reward_runtime.scorers.length import within_length
from reward_runtime.scorers.safety import safe

RUBRIC = rubric(
    "support_reply.md",
    criteria=("accuracy", "empathy", "brand_voice"),
    about_question=("accuracy",),
    shows="answer",
)
RUDE = ("calm down", "your own fault", "as an AI language model", "stop wasting our time")
SAFE, HELPFUL = {"safe": 0.5}, {"safe": 0.5, "accurate": 0.5}


def in_tags(sample: Sample[object], answer: Answer[object]) -> float:
    """1 if the reply stands between its tags."""
    return float(answer.rule == "tagged")


REWARD = Reward(
    FreeText(),
    extract=first_of(tagged("reply"), whole_text()),
    dimensions=(
        # Decisive, because nothing makes up for it: all others count only if it is met.
        Dimension("safe", weight=0.1, score=safe(blocked=RUDE), decisive=True),
        Dimension("accurate", weight=0.5, score=RUBRIC.judges("accuracy"), requires=SAFE),
        Dimension("empathetic", weight=0.1, score=RUBRIC.judges("empathy"), requires=HELPFUL),
        Dimension("on_brand", weight=0.1, score=RUBRIC.judges("brand_voice"), requires=HELPFUL),
        Dimension("well_formed", weight=0.1, score=in_tags, requires=SAFE),
        Dimension("concise", weight=0.1, score=within_length(80, unit="words"), requires=SAFE),
    ),
)
