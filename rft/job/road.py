"""``Road``: a way from a deployed reward to a job, with what is particular to it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rft.job import bedrock, recipes, serverless
from rft.job.draft import Draft
from rft.job.order import Order

__all__ = ["DRAWN", "Drawn", "Road"]


class Road(StrEnum):
    """The services and clients that call a reward function by this contract."""

    BEDROCK = "bedrock"
    BEDROCK_OPEN_WEIGHT = "bedrock-open-weight"
    TRAINING = "training"
    HYPERPOD = "hyperpod"
    SERVERLESS = "serverless"
    EVALUATION = "evaluation"


@dataclass(frozen=True)
class Drawn:
    """How a draft for a road is drawn."""

    draw: Callable[[Order], Draft]
    model: str
    """Model unless another one is named."""
    reply: str = "list"
    """Form of the reply that the road reads."""


_NOVA: Final = "amazon.nova-2-lite-v1:0:256k"

DRAWN: Final = {
    Road.BEDROCK: Drawn(bedrock.nova, _NOVA),
    Road.BEDROCK_OPEN_WEIGHT: Drawn(bedrock.open_weight, "openai.gpt-oss-20b", reply="envelope"),
    Road.TRAINING: Drawn(recipes.training, _NOVA),
    Road.HYPERPOD: Drawn(recipes.hyperpod, _NOVA),
    Road.SERVERLESS: Drawn(serverless.serverless, "nova-textgeneration-lite-v2"),
    Road.EVALUATION: Drawn(recipes.evaluation, _NOVA),
}
