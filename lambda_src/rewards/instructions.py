"""Instructions that a program can check, such as ``no comma``; verified, no judge. Range 0..1.

All followed 1.0; otherwise at most 0.3, the share that is followed. A text that is not about its task earns nothing:
it must hold the row's ``about`` words, outside of the parts that it copies from the prompt. Its quality does not count.
"""

from reward_runtime.answers.instructions import Instructions, all_followed, on_task, share_followed
from reward_runtime.reward import Dimension, Reward

REWARD = Reward(
    Instructions(),
    dimensions=(
        Dimension("correct", weight=0.7, score=on_task(all_followed), decisive=True),
        Dimension("share_followed", weight=0.3, score=on_task(share_followed)),
    ),
)
