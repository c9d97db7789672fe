"""``Rules``: the numbers of rows and bytes that AWS has for a file on each road."""

from dataclasses import dataclass
from typing import Final

from rft.road import Road

__all__ = ["RULES", "Rules"]


@dataclass(frozen=True)
class Rules:
    """AWS's rules for the file on one road."""

    fewest: int
    """Rows; 0 if no page states a number."""
    most: int | None
    """Rows; None if no page states a number."""
    most_bytes: int | None
    """Size of the file; None if no page states one."""
    source: str
    """The source of the numbers."""


_GIB: Final = 1024**3
_BEDROCK: Final = "Amazon Bedrock User Guide, Prepare data for reinforcement fine-tuning"
_NOVA: Final = "Amazon Nova User Guide, Reinforcement fine-tuning: at least 100 rows"

RULES: Final = {
    Road.BEDROCK: Rules(100, 20_000, None, _BEDROCK),
    Road.BEDROCK_OPEN_WEIGHT: Rules(100, 20_000, None, _BEDROCK),
    Road.TRAINING: Rules(100, None, None, _NOVA),
    Road.HYPERPOD: Rules(100, None, None, _NOVA),
    Road.SERVERLESS: Rules(100, None, _GIB, f"{_NOVA}; serverless customization: at most 1 GiB"),
    Road.SERVERLESS_OPEN_WEIGHT: Rules(
        0, None, _GIB, "sagemaker-train 1.27.0, schemas/verl.json; serverless customization: at most 1 GiB"
    ),
    Road.EVALUATION: Rules(0, None, None, "SageMaker AI Developer Guide, Preset and custom scorers"),
}
