"""``Draft``: what hands a reward to a job: requests for boto3, or a recipe or script for another client."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rft.job.strict import complaints

__all__ = ["Draft", "Request"]


@dataclass(frozen=True)
class Request:
    """One call of boto3."""

    service: str
    operation: str
    parameters: Mapping[str, Any]

    @property
    def complaints(self) -> list[str]:
        """What the service would refuse."""
        return complaints(self.service, self.operation, self.parameters)


@dataclass(frozen=True)
class Draft:
    """Everything for one job."""

    requests: tuple[Request, ...] = ()
    """In the order in which they are sent."""
    files: tuple[tuple[str, str], ...] = ()
    """Name and text of each file that another client reads."""
    commands: tuple[str, ...] = ()
    """What to type, in order."""
    notes: tuple[str, ...] = ()
    """What AWS leaves open, or what is to be known."""
