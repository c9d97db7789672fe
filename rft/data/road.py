"""``Road``: a way from a file of rows to a job, and the rules that AWS has for the file on it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

__all__ = ["RULES", "Road", "Rules", "Shape"]


class Shape(StrEnum):
    """Where a row holds its prompt and its reference."""

    NOVA = "messages and reference_answer"
    VERL = "prompt and reward_model.ground_truth"
    EVALUATION = "query and response"


class Road(StrEnum):
    """The services and clients that read such a file."""

    BEDROCK = "bedrock"
    BEDROCK_OPEN_WEIGHT = "bedrock-open-weight"
    TRAINING = "training"
    HYPERPOD = "hyperpod"
    SERVERLESS = "serverless"
    SERVERLESS_OPEN_WEIGHT = "serverless-open-weight"
    EVALUATION = "evaluation"


@dataclass(frozen=True)
class Rules:
    """What AWS asks of the file on one road."""

    shape: Shape
    fewest: int
    """Rows; 0 if no page states a number."""
    most: int | None
    """Rows; None if no page states a number."""
    most_bytes: int | None
    """Size of the file; None if no page states one."""
    source: str
    """Where the numbers are from."""


_GIB: Final = 1024**3
_BEDROCK: Final = "Amazon Bedrock User Guide, Prepare data for reinforcement fine-tuning"
_NOVA: Final = "Amazon Nova User Guide, Reinforcement fine-tuning: at least 100 rows"

RULES: Final = {
    Road.BEDROCK: Rules(Shape.NOVA, 100, 20_000, None, _BEDROCK),
    Road.BEDROCK_OPEN_WEIGHT: Rules(Shape.NOVA, 100, 20_000, None, _BEDROCK),
    Road.TRAINING: Rules(Shape.NOVA, 100, None, None, _NOVA),
    Road.HYPERPOD: Rules(Shape.NOVA, 100, None, None, _NOVA),
    Road.SERVERLESS: Rules(Shape.NOVA, 100, None, _GIB, f"{_NOVA}; serverless customization: at most 1 GiB"),
    Road.SERVERLESS_OPEN_WEIGHT: Rules(
        Shape.VERL, 0, None, _GIB, "sagemaker-train 1.27.0, schemas/verl.json; serverless customization: at most 1 GiB"
    ),
    Road.EVALUATION: Rules(Shape.EVALUATION, 0, None, None, "SageMaker AI Developer Guide, Preset and custom scorers"),
}
