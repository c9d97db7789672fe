"""``Road``: a way from a deployed reward to a job, and its manner of calling the reward."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

__all__ = ["ROADS", "Manner", "Road", "Shape", "Way", "rows_of"]


class Road(StrEnum):
    """The services and clients that call a reward function by this contract."""

    BEDROCK = "bedrock"
    BEDROCK_OPEN_WEIGHT = "bedrock-open-weight"
    TRAINING = "training"
    HYPERPOD = "hyperpod"
    SERVERLESS = "serverless"
    SERVERLESS_OPEN_WEIGHT = "serverless-open-weight"
    EVALUATION = "evaluation"


class Way(StrEnum):
    """The three ways of an evaluation."""

    RFT_EVAL = "rft-eval"
    """A training job with Nova's recipe ``rft_eval``, which reads the rows of a training."""
    OWN_DATASET = "own-dataset"
    """A training job with Nova's recipe for one's own data set."""
    CUSTOM_SCORER = "custom-scorer"
    """A custom scorer on serverless compute: a step of a pipeline."""


class Shape(StrEnum):
    """The places of prompt and reference in a row of the file."""

    NOVA = "messages and reference_answer"
    VERL = "prompt and reward_model.ground_truth"
    EVALUATION = "query and response"


@dataclass(frozen=True)
class Manner:
    """How one road reads rows, calls the function, and reads its reply."""

    rows: Shape
    event: str
    """Name of the event's shape in ``rft.invoke.event_shapes``."""
    replies: tuple[str, ...] = ("list",)
    """Forms of the reply that it reads, as the experiment's field ``reply`` names them."""
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
    Road.SERVERLESS_OPEN_WEIGHT: Manner(Shape.VERL, "serverless", replies=("envelope",)),
    # SageMaker AI Developer Guide, Preset and custom scorers: a list is recommended, an envelope is read too.
    Road.EVALUATION: Manner(
        Shape.EVALUATION, "evaluation", replies=("list", "envelope"), one_by_one=True, dry_run=False
    ),
}


def rows_of(road: Road, way: Way | None = None) -> Shape:
    """Return the shape of a road's rows; ``way`` is that of an evaluation, of which one reads other rows."""
    return Shape.NOVA if way is Way.RFT_EVAL else ROADS[road].rows
