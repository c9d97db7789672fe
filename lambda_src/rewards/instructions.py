"""Instructions that a program can check, such as ``no comma``; verified, no judge. Range 0..1.

All followed 1.0; otherwise at most 0.3, the share that is followed. Whether the text is any good is not looked at.
"""

from reward_runtime.answers.instructions import Instructions, all_followed, share_followed
from reward_runtime.extract import whole_text
from reward_runtime.reward import Dimension, Reward

ORDERS = Instructions()

REWARD = Reward(
    extract=whole_text(),
    accept=ORDERS.accept,
    read_reference=ORDERS.read_reference,
    dimensions=(
        Dimension("correct", weight=0.7, score=all_followed, decisive=True),
        Dimension("share_followed", weight=0.3, score=share_followed),
    ),
    write=ORDERS.write,
    form="{answer}",
    floor=0.0,
    ceiling=1.0,
)
