"""``Sandbox``: the ``sandbox:`` block of an experiment, the function that runs the programs of responses."""

from pydantic import Field

from compiler.experiment.block import Block

__all__ = ["Sandbox"]


class Sandbox(Block):
    """The function that runs programs, beside the reward's and with no permission but its log: `sandbox: {}`."""

    reserved_concurrency: int | None = Field(default=None, ge=1, examples=[20])
    """Concurrent runs reserved for it, and its limit. A small account cannot reserve any (Lambda quotas)."""
    isolated_network: bool = Field(default=False, examples=[True])
    """Whether it runs in a VPC without any way out, one for all experiments of a region: see docs/code_rewards.md."""
