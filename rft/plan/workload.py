"""``Workload``: the samples that a job sends to the function, and its pattern of calls."""

from dataclasses import dataclass
from typing import Final

__all__ = ["PATTERN_SOURCE", "Singles", "Workload"]

AT_ONCE_A_WORKER: Final = 64
"""Calls at once that the function must carry for each rollout worker (SageMaker Developer Guide, Nova RFT rewards on
HyperPod; comment in the recipe of aws/sagemaker-hyperpod-recipes 2631995)."""
CALLS_A_SECOND: Final = 400.0
"""Of a HyperPod job with the recipe's replicas (AWS's blog on Nova RFT; no package gives a rate)."""
WORKERS, GENERATORS = 1, 2
"""Replicas of the recipe (aws/sagemaker-hyperpod-recipes 2631995)."""
PATTERN_SOURCE: Final = (
    "HyperPod calls once a sample. Its published 400 calls a second are taken for the recipe's replicas, 1 worker and "
    "2 generators, and grow with the smaller of the two; that they grow so is assumed. proc_num is in no recipe and no "
    "SDK today: rollout_worker_replicas x 64 and lambda_concurrency_limit took its place."
)


@dataclass(frozen=True)
class Singles:
    """HyperPod's pattern: each sample is a call of its own, as soon as it is generated."""

    workers: int = WORKERS
    """``rollout_worker_replicas``."""
    generators: int = GENERATORS
    """``generation_replicas``."""

    @property
    def at_once(self) -> int:
        """Calls under way that the workers allow."""
        return AT_ONCE_A_WORKER * self.workers

    @property
    def calls_a_second(self) -> float:
        """Samples that the job generates in a second."""
        return CALLS_A_SECOND * min(self.workers / WORKERS, self.generators / GENERATORS)


@dataclass(frozen=True)
class Workload:
    """The job's samples."""

    prompts: int = 64
    """Of one step."""
    rollouts: int = 8
    """Responses to each prompt."""
    steps: int = 100
    prompt_tokens: int = 256
    response_tokens: int = 1024
    """Of a usual response. The longest is the experiment's ``job.max_new_tokens``."""
    equal_share: float = 0.0
    """Share of the questions to the judge that equal another one of their batch."""
    singles: Singles | None = None
    """HyperPod's pattern; ``None`` for batches, as Bedrock's and SageMaker's training jobs send them."""

    @property
    def samples(self) -> int:
        """Samples of one step."""
        return self.prompts * self.rollouts

    @property
    def sample_tokens(self) -> int:
        """Tokens of a usual sample."""
        return self.prompt_tokens + self.response_tokens
