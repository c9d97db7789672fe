"""``Drawn``: how what hands a reward to a job is drawn up on each road."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from rft.job import bedrock, hyperpod, serverless, training
from rft.job.draft import Draft
from rft.job.order import Order
from rft.job.recipe import NOVA
from rft.road import Road

__all__ = ["DRAWN", "Drawn"]


@dataclass(frozen=True)
class Drawn:
    """How a draft for a road is drawn."""

    draw: Callable[[Order], Draft]
    model: str
    """Model unless another one is named."""


DRAWN: Final = {
    Road.BEDROCK: Drawn(bedrock.nova, NOVA),
    Road.BEDROCK_OPEN_WEIGHT: Drawn(bedrock.open_weight, "openai.gpt-oss-20b"),
    Road.TRAINING: Drawn(training.training, NOVA),
    Road.HYPERPOD: Drawn(hyperpod.hyperpod, NOVA),
    Road.SERVERLESS: Drawn(serverless.serverless, "nova-textgeneration-lite-v2"),
    Road.SERVERLESS_OPEN_WEIGHT: Drawn(serverless.serverless, "huggingface-llm-qwen2-5-7b-instruct"),
    Road.EVALUATION: Drawn(training.evaluation, NOVA),
}
