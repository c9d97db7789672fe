"""AWS's refusals of a job, each as a sentence with the remedy: ClientError -> text."""

from collections.abc import Mapping
from typing import Any, Final

from botocore.exceptions import ClientError

__all__ = ["refusal_of"]

_DENIED: Final = "your own credentials lack this action, or iam:PassRole for the job's role; ask for both"
_QUOTA: Final = (
    "the account's quota is used up; Service Quotas raises it: for SageMaker 'ml.p5.48xlarge for training job usage', "
    "for Bedrock 'Concurrent model customization jobs'"
)
_NAMED: Final = "something of this name is there with other values; give the job another --name"
_ADVICE: Final[Mapping[str, str]] = {
    "AccessDenied": _DENIED,
    "AccessDeniedException": _DENIED,
    "ConflictException": _NAMED,
    "ResourceInUse": _NAMED,
    "ResourceLimitExceeded": _QUOTA,
    "ServiceQuotaExceededException": _QUOTA,
    "TooManyTagsException": "fewer tags are allowed; take some away",
    "ResourceNotFound": "the model, the hub or the role is not there in this region; see the value in the request",
    "ResourceNotFoundException": "the model, the hub or the role is not there in this region; see the value",
    "ThrottlingException": "AWS is asked too often at this moment; give the command again, it makes no second job",
    "InternalServerException": "AWS failed; give the command again, it makes no second job",
    "ServiceUnavailable": "AWS failed; give the command again, it makes no second job",
    "NoSuchBucket": "the bucket of --output is not there; make it, or correct --output",
    "ExpiredToken": "your credentials have expired; sign in again",
    "ExpiredTokenException": "your credentials have expired; sign in again",
    "UnrecognizedClientException": "your credentials are not valid here; see `aws sts get-caller-identity`",
    "InvalidClientTokenId": "your credentials are not valid here; see `aws sts get-caller-identity`",
    "UnknownOperationException": "this place does not play that service; a real job needs --aws",
}
_ROLE: Final = (
    "the service may not assume the job's role; its trust policy must name the service, see docs/roads/roles.md"
)
_ROLE_WORDS: Final = ("assume role", "assume the role", "assume execution role", "trust relationship")
_S3_WORDS: Final = ("s3", "bucket")
_S3: Final = (
    "the job's role cannot read or write this place, or the bucket is in another region; see docs/roads/roles.md"
)
_OTHER: Final = "correct what it names; `rft job` without --submit shows the request"


def refusal_of(error: ClientError, operation: str) -> str:
    """Return AWS's refusal, in its words, and the remedy."""
    said: Mapping[str, Any] = error.response.get("Error", {})
    code, message = str(said.get("Code", "unknown")), str(said.get("Message", "")).strip()
    return f"{operation}: {code}: {message.rstrip('.') or 'no reason given'}; {_advice(code, message.lower())}"


def _advice(code: str, message: str) -> str:
    if any(words in message for words in _ROLE_WORDS):
        return _ROLE
    if code in ("ValidationException", "ValidationError") and any(word in message for word in _S3_WORDS):
        return _S3
    return _ADVICE.get(code, _OTHER)
