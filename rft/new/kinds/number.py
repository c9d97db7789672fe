"""A number in a box. Range 0..1: right 1, wrong 0."""

from reward_runtime.answers.numbers import Numbers
from reward_runtime.extract import boxed
from reward_runtime.reward import Reward

REWARD = Reward(Numbers(), extract=boxed())
