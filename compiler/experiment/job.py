"""``Job``: the settings of the training job that the checks before deployment calculate with."""

from pydantic import Field

from compiler.experiment.block import Block

__all__ = ["Job"]


class Job(Block):
    """Settings of the training job that calls the function. They are for calculations only; none changes a score."""

    batch_size: int = Field(default=64, ge=1, le=1024, examples=[32])
    """Samples in one invocation: the job's lambda_batch_size. AWS's published example uses 64."""
    concurrency: int = Field(default=12, ge=1, le=10000, examples=[100])
    """Invocations at once: lambda_concurrency_limit in Nova recipes, 12 for training jobs and 100 on HyperPod."""
    max_new_tokens: int = Field(default=6000, ge=1, le=262144, examples=[8192])
    """Most tokens of one response: max_new_tokens in Nova RFT recipes, 6000 for training jobs and 8192 on HyperPod."""
