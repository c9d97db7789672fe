"""``Road``: a way from a deployed reward to a job, and its manner of calling the reward."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

__all__ = ["ROADS", "Manner", "Road", "Shape"]


class Road(StrEnum):
    """The services and clients that call a reward function by this contract."""

    BEDROCK = "bedrock"
    BEDROCK_OPEN_WEIGHT = "bedrock-open-weight"
    TRAINING = "training"
    HYPERPOD = "hyperpod"
    SERVERLESS = "serverless"
    SERVERLESS_OPEN_WEIGHT = "serverless-open-weight"
    EVALUATION = "evaluation"


class Shape(StrEnum):
    """Where a row of the file holds its prompt and its reference."""

    NOVA = "messages and reference_answer"
    VERL = "prompt and reward_model.ground_truth"
    EVALUATION = "query and response"


@dataclass(frozen=True)
class Manner:
    """How one road reads rows, calls the function, and reads its reply."""

    rows: Shape
    event: str
    """Name of the event's shape in ``rft.invoke.event_shapes``."""
    reply: str = "list"
    """Form of the reply, as the experiment's field ``reply`` names it."""
    one_by_one: bool = False
    """Whether each call holds one sample."""
    dry_run: bool = True
    """Whether the SageMaker SDK may send raw rows before the job."""


ROADS: Final = {
    Road.BEDROCK: Manner(Shape.NOVA, "bedrock"),
    # The user guide's page on open-weight models shows the same event and the same reply as that on Nova.
    Road.BEDROCK_OPEN_WEIGHT: Manner(Shape.NOVA, "bedrock"),
    Road.TRAINING: Manner(Shape.NOVA, "training-job"),
    Road.HYPERPOD: Manner(Shape.NOVA, "hyperpod", one_by_one=True),
    Road.SERVERLESS: Manner(Shape.NOVA, "training-job"),
    Road.SERVERLESS_OPEN_WEIGHT: Manner(Shape.VERL, "serverless", reply="envelope"),
    Road.EVALUATION: Manner(Shape.EVALUATION, "evaluation", one_by_one=True, dry_run=False),
}
