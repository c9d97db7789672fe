"""``Job``: what the training job is set to, as far as the sums at synth need it."""

from pydantic import Field

from compiler.experiment.block import Block

__all__ = ["Job"]


class Job(Block):
    """The figures of the training job that calls the function. None changes a score: they are for sums and shares."""

    batch_size: int = Field(default=64, ge=1, le=1024)
    """Samples of one invocation, 1 to 1024 (the job's lambda_batch_size; 64 as in AWS's published example)."""
    concurrency: int = Field(default=12, ge=1, le=10000)
    """Invocations at once, 1 to 10000 (lambda_concurrency_limit in Nova recipes: 12 training jobs, 100 HyperPod)."""
    max_new_tokens: int = Field(default=6000, ge=1, le=262144)
    """Most tokens of one response, 1 to 262144 (max_new_tokens in Nova RFT recipes: 6000 jobs, 8192 HyperPod)."""
