"""``Draft``: the parts that start a job with a reward: requests for boto3, or a recipe or script for another client."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rft.job.strict import complaints

__all__ = ["Draft", "Request", "Upload"]


@dataclass(frozen=True)
class Request:
    """One call of boto3."""

    service: str
    operation: str
    parameters: Mapping[str, Any]

    @property
    def complaints(self) -> list[str]:
        """The parts that the service would refuse."""
        return complaints(self.service, self.operation, self.parameters)


@dataclass(frozen=True)
class Upload:
    """A file of the draft that the job reads from S3. Its place holds a hash of it, so it is never another file's."""

    file: str
    """Its name among the draft's files."""
    place: str
    """``s3://BUCKET/KEY``."""


@dataclass(frozen=True)
class Draft:
    """Everything for one job."""

    requests: tuple[Request, ...] = ()
    """In the order in which they are sent; the last one starts the job. Empty if another client than boto3 sends it."""
    files: tuple[tuple[str, str], ...] = ()
    """Name and text of each file that the job or another client reads."""
    uploads: tuple[Upload, ...] = ()
    """Sent before the requests."""
    client: str = "boto3"
    """The client that sends it, with its version if that is another one than boto3."""
    inner: tuple[Request, ...] = ()
    """Requests that a service sends by itself later: they are checked like those that are sent."""
    commands: tuple[str, ...] = ()
    """The commands that send it by hand, in order."""
    notes: tuple[str, ...] = ()
    """Notes, and questions that AWS leaves open."""

    @property
    def complaints(self) -> list[str]:
        """The faults that a service would refuse, at once or later."""
        return [found for request in (*self.requests, *self.inner) for found in request.complaints]
