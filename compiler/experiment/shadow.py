"""``Shadow``: the ``shadow:`` block of an experiment, a second reward that audits the first and that no job sees."""

from pydantic import Field

from compiler.experiment.block import Block

__all__ = ["REWARD_NAME", "Shadow"]

REWARD_NAME = r"^[a-z][a-z0-9_]*$"


class Shadow(Block):
    """A second, different reward on a share of the samples, for the log, a metric and an alarm; never in a reply."""

    reward: str = Field(pattern=REWARD_NAME, max_length=64, examples=["gsm8k"])
    """Reward that audits: the name of another file in lambda_src/rewards/ without .py, one that needs no judge."""
    share: float = Field(default=0.1, gt=0, le=1, allow_inf_nan=False)
    """Share of the samples that it scores, above 0 to 1, chosen by their ids' hash; its time adds to the reply's."""
