"""Region -> partition: the second part of every ARN."""

__all__ = ["partition_of"]


def partition_of(region: str) -> str:
    """Return the partition of a region (AWS General Reference, Amazon Resource Names)."""
    return {"cn": "aws-cn", "us-gov": "aws-us-gov"}.get(region.rsplit("-", 2)[0], "aws")
