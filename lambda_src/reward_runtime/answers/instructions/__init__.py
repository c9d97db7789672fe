"""Instructions that a program can check, with the ids and kwargs of IFEval (Zhou et al. 2023, arXiv:2311.07911)."""

from reward_runtime.answers.instructions.instructions import Instructions, Order, share_followed

__all__ = ["Instructions", "Order", "share_followed"]
