"""A reward to calibrate on the tweets: a model judges how positive a text is, from 1 to 9."""

from reward_runtime.answers.free_text import FreeText
from reward_runtime.judge.rubric.rubric import Rubric
from reward_runtime.judge.rubric.scale import Points
from reward_runtime.reward import Dimension, Reward

__all__ = ["MOOD"]

_TEXT = """\
How positive is the mood of {response}, a tweet?

9: as positive as can be. 7: clearly positive. 5: neither, or both alike. 3: clearly negative. 1: as negative as can be.

Grade what its author feels, in words, emoticons or irony, and not the subject.
"""

MOOD = Reward(
    FreeText(required=False),
    dimensions=(Dimension("mood", score=Rubric("mood.md", _TEXT, Points(1, 9)).judges("score")),),
)
