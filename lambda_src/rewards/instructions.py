"""Instructions that a program can check, such as ``no comma``; verified, no judge. Range 0..1.

All followed 1.0; otherwise at most 0.3, the share that is followed. Whether the text is any good is not looked at.
"""

from reward_runtime.answers.instructions import Instructions, share_followed
from reward_runtime.reward import Dimension, Reward

REWARD = Reward(
    Instructions(),
    dimensions=(
        Dimension("correct", weight=0.7, decisive=True),
        Dimension("share_followed", weight=0.3, score=share_followed),
    ),
)
