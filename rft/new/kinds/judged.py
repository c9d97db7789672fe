"""A reply that a model judges by the rubric beside this file, without a reference. Range 0..1."""

from reward_runtime.answers.free_text import FreeText
from reward_runtime.judge.rubric import judged
from reward_runtime.reward import Dimension, Reward

REWARD = Reward(FreeText(required=False), (Dimension("helpful", judged("new_reward.md")),))
