"""A label of a closed set, in a box. Range 0..1: right 1, wrong 0."""

from reward_runtime.answers.labels import Labels
from reward_runtime.extract import boxed
from reward_runtime.reward import Reward

REWARD = Reward(Labels("urgent", "soon", "later"), extract=boxed())
