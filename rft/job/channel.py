"""An input channel of a SageMaker training job: a name, and a place in S3."""

from typing import Any

__all__ = ["channel"]


def channel(name: str, place: str) -> dict[str, Any]:
    """Return the channel as ``CreateTrainingJob`` takes it."""
    source = {"S3DataType": "S3Prefix", "S3Uri": place, "S3DataDistributionType": "FullyReplicated"}
    return {"ChannelName": name, "DataSource": {"S3DataSource": source}}
