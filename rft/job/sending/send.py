"""Sends a draft: uploads first, then each request once, and finds the results of an earlier try."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from botocore.exceptions import ClientError

from rft.failures import CheckFailed
from rft.job.draft import Draft, Request, Upload
from rft.job.sending.existing import Existing, find_existing
from rft.job.sending.refusal import refusal_of
from rft.lifecycle.place import Place

__all__ = ["Sent", "send"]

_ENDED_BADLY: Final = frozenset(
    {"Failed", "Stopped", "Stopping", "ImportFailed", "CreateFailed", "Deleting", "CompletedWithFailures"}
)
_SNAKE: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ARNS: Final = ("TrainingJobArn", "jobArn", "PipelineExecutionArn", "PipelineArn", "HubContentArn", "HubArn")


@dataclass(frozen=True)
class Sent:
    """One part of the draft, after it was sent."""

    what: str
    """``upload`` or the operation."""
    arn: str
    """ARN, or place in S3."""
    state: Literal["made", "there already"]


def send(draft: Draft, place: Place) -> Iterator[Sent]:
    """Send each part in order and yield it. Sending the same draft again makes nothing twice.

    Raises:
        CheckFailed: AWS refused a part, or one of its name is there with other values. Earlier parts stay.
    """
    for upload in draft.uploads:
        yield _uploaded(draft, upload, place)
    for request in draft.requests:
        yield _sent(request, place)


def _uploaded(draft: Draft, upload: Upload, place: Place) -> Sent:
    bucket, _, key = upload.place.removeprefix("s3://").partition("/")
    body = dict(draft.files)[upload.file].encode()
    try:
        # The owner's number, so that a bucket of that name in a stranger's account never gets the file.
        place.client("s3").put_object(Bucket=bucket, Key=key, Body=body, ExpectedBucketOwner=place.account)
    except ClientError as error:
        raise CheckFailed(f"job: {refusal_of(error, f'PutObject {upload.place}')}") from None
    return Sent("upload", upload.place, "made")


def _sent(request: Request, place: Place) -> Sent:
    client = place.client(request.service)
    try:
        existing = find_existing(client, request)
        if existing is not None:
            return _kept(request, existing)
        reply: dict[str, Any] = getattr(client, _SNAKE.sub("_", request.operation).lower())(**request.parameters)
    except ClientError as error:
        raise CheckFailed(f"job: {refusal_of(error, request.operation)}") from None
    return Sent(request.operation, str(next(reply[name] for name in _ARNS if name in reply)), "made")


def _kept(request: Request, existing: Existing) -> Sent:
    if existing.differs:
        raise CheckFailed(
            f"job: {request.operation}: {existing.arn} is there with another {', '.join(existing.differs)}, expected "
            "the same or nothing; give the job another --name"
        )
    if existing.state in _ENDED_BADLY:
        raise CheckFailed(
            f"job: {request.operation}: {existing.arn} is there and {existing.state}; give the job another --name"
        )
    return Sent(request.operation, existing.arn, "there already")
