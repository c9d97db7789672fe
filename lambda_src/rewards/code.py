"""Python programs, run against the row's held-out cases in the sandbox; verified, no judge. Range 0..1.

All cases passed 1.0; otherwise at most 0.3, by the share that passes. A program that does not compile earns nothing.
"""

from reward_runtime.answers.code import Programs, runs_tests
from reward_runtime.reward import Dimension, Reward

REWARD = Reward(
    Programs(),
    dimensions=(
        Dimension("correct", weight=0.7, decisive=True),
        Dimension("cases_passed", weight=0.3, score=runs_tests),
    ),
)
