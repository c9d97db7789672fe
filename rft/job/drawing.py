"""``Drawn``: how the draft of a job is made on each road."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from rft.failures import CallError
from rft.job import bedrock, hyperpod, serverless, training
from rft.job.draft import Draft
from rft.job.evaluation import jobs, pipeline
from rft.job.order import Order
from rft.job.recipe import NOVA
from rft.road import Road, Way

__all__ = ["DRAWN", "WAYS", "Drawn", "drawing"]


@dataclass(frozen=True)
class Drawn:
    """How a draft for a road is drawn."""

    draw: Callable[[Order], Draft]
    model: str
    """Model unless another one is named."""
    settings: str
    """Name of its settings in ``specifications.json``."""
    validates: bool = False
    """Whether the job takes rows to validate on."""
    named: bool = True
    """Whether the job gets a name."""
    licensed: bool = False
    """Whether the request accepts the model's licence."""


_IN_THE_HUB: Final = "nova-textgeneration-lite-v2"
_OPEN_WEIGHT_SETTINGS: Final = "evaluation custom-scorer open-weight"
WAYS: Final = {
    Way.RFT_EVAL: Drawn(jobs.rft_eval, NOVA, Road.EVALUATION),
    Way.OWN_DATASET: Drawn(jobs.own_dataset, NOVA, "evaluation own-dataset"),
    Way.CUSTOM_SCORER: Drawn(pipeline.serverless_evaluation, _IN_THE_HUB, "evaluation custom-scorer", licensed=True),
}
DRAWN: Final = {
    Road.BEDROCK: Drawn(bedrock.nova, NOVA, Road.BEDROCK, validates=True),
    Road.BEDROCK_OPEN_WEIGHT: Drawn(bedrock.open_weight, "openai.gpt-oss-20b", Road.BEDROCK_OPEN_WEIGHT, named=False),
    Road.TRAINING: Drawn(training.training, NOVA, Road.TRAINING, validates=True),
    Road.HYPERPOD: Drawn(hyperpod.hyperpod, NOVA, Road.HYPERPOD),
    Road.SERVERLESS: Drawn(serverless.serverless, _IN_THE_HUB, Road.SERVERLESS, validates=True, licensed=True),
    Road.SERVERLESS_OPEN_WEIGHT: Drawn(
        serverless.serverless,
        "huggingface-llm-qwen2-5-7b-instruct",
        Road.SERVERLESS_OPEN_WEIGHT,
        validates=True,
        licensed=True,
    ),
    Road.EVALUATION: WAYS[Way.RFT_EVAL],
}


def drawing(road: Road, way: Way | None, model: str | None) -> Drawn:
    """Return how a draft is drawn; ``CallError`` for a way of another road than that of evaluations."""
    if way is None:
        return DRAWN[road]
    if road is not Road.EVALUATION:
        raise CallError(f"--way: got {way.value} for {road.value}, expected none; only evaluations have ways")
    if way is Way.CUSTOM_SCORER and model is not None and not pipeline.is_nova(model):
        return replace(WAYS[way], settings=_OPEN_WEIGHT_SETTINGS)
    return WAYS[way]
