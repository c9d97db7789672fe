"""The registry of the images of Nova's training jobs (aws/sagemaker-hyperpod-recipes 2631995)."""

from collections.abc import Mapping
from typing import Final

__all__ = ["EVALUATION", "IMAGE_ACCOUNTS", "TRAINING", "address"]

IMAGE_ACCOUNTS: Final[Mapping[str, str]] = {
    "us-east-1": "708977205387",
    "us-west-2": "176779409107",
    "ap-northeast-1": "878185805882",
}
"""Region -> account of the registry (nova_regional_parameters.json). Other regions have no such images."""
TRAINING: Final = "nova-fine-tune-repo"
EVALUATION: Final = "nova-evaluation-repo"


def address(region: str, repository: str, tag: str) -> str:
    """Return an image's address; ``KeyError`` if the region has none."""
    return f"{IMAGE_ACCOUNTS[region]}.dkr.ecr.{region}.amazonaws.com/{repository}:{tag}"
