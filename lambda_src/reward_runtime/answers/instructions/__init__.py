"""Instructions that a program can check, with the ids and kwargs of IFEval (Zhou et al. 2023, arXiv:2311.07911)."""

from reward_runtime.answers.instructions.instructions import Instructions, Order, all_followed, share_followed
from reward_runtime.answers.instructions.subject import on_task

__all__ = ["Instructions", "Order", "all_followed", "on_task", "share_followed"]
