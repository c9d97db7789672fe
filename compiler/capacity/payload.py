"""Compares the size of a batch, samples times the tokens of a response, with Lambda's 6 MB."""

from collections.abc import Iterator

from compiler.capacity.finding import Finding
from compiler.experiment.job import Job

__all__ = ["payload_findings"]

MB = 1024 * 1024
MAX_PAYLOAD_BYTES = 6 * MB
"""Largest synchronous request, and largest reply (Lambda quotas)."""
BYTES_PER_TOKEN = 4
"""About four characters of English. Other scripts take more bytes."""
SHORTER = 4
"""A batch never fits if it is still too large when its responses have a quarter of their token limit."""


def batch_bytes(samples: int, tokens: int) -> int:
    """Return the bytes of a batch whose samples have this many tokens each."""
    return samples * tokens * BYTES_PER_TOKEN


def payload_findings(job: Job) -> Iterator[Finding]:
    """Yield a finding if full responses alone, without their prompts, exceed one invocation."""
    size = batch_bytes(job.batch_size, job.max_new_tokens)
    if size <= MAX_PAYLOAD_BYTES:
        return
    most = MAX_PAYLOAD_BYTES // (job.max_new_tokens * BYTES_PER_TOKEN)
    yield Finding(
        "payload",
        f"job: got {job.batch_size} responses of up to {job.max_new_tokens} tokens, {size / MB:.1f} MB at "
        f"{BYTES_PER_TOKEN} bytes a token without their prompts, expected at most {MAX_PAYLOAD_BYTES / MB:.0f} MB an "
        f"invocation; set the job's batch size to {max(1, most)}, or fewer tokens",
        impossible=size > SHORTER * MAX_PAYLOAD_BYTES,
    )
