"""``Shadow``: the ``shadow:`` block of an experiment, a second reward that audits the first. No job sees its scores."""

from pydantic import Field

from compiler.experiment.block import Block

__all__ = ["REWARD_NAME", "Shadow"]

REWARD_NAME = r"^[a-z][a-z0-9_]*$"


class Shadow(Block):
    """A second, different reward on a share of the samples, for the log, a metric and an alarm; never in a reply."""

    reward: str = Field(pattern=REWARD_NAME, max_length=64, examples=["gsm8k"])
    """Name of the reward that audits: another file in lambda_src/rewards/ without .py. It must not need a judge."""
    share: float = Field(default=0.1, gt=0, le=1, allow_inf_nan=False, examples=[0.25])
    """Share of the samples that it scores, chosen by a hash of their ids. Its time adds to the reply's."""
