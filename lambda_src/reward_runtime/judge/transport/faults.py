"""botocore's exceptions -> ``CallFailure``: who is at fault, and what an operator should do."""

from collections.abc import Mapping
from typing import Any, Final, cast

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionClosedError,
    ConnectTimeoutError,
    CredentialRetrievalError,
    HTTPClientError,
    IncompleteReadError,
    NoCredentialsError,
    PartialCredentialsError,
    ReadTimeoutError,
    ResponseStreamingError,
)
from botocore.exceptions import ConnectionError as NoConnectionError

from reward_runtime.judge.call import CONNECTION_CLOSED, NO_REPLY, CallFailure, FailureKind
from reward_runtime.judge.transport.error_codes import listed_code
from reward_runtime.judge.transport.refusals import REFUSALS

__all__ = ["broken", "failure_of"]

_BY_TYPE: Final[tuple[tuple[type[BotoCoreError], FailureKind, str], ...]] = (
    # Subclasses stand before their base.
    (ReadTimeoutError, "slow", NO_REPLY),
    (ConnectTimeoutError, "slow", "connect_timeout"),
    (ConnectionClosedError, "unavailable", CONNECTION_CLOSED),
    (ResponseStreamingError, "unavailable", CONNECTION_CLOSED),
    (IncompleteReadError, "unavailable", CONNECTION_CLOSED),
    (NoCredentialsError, "unavailable", "no_credentials"),
    (PartialCredentialsError, "unavailable", "no_credentials"),
    (CredentialRetrievalError, "unavailable", "no_credentials"),
    (NoConnectionError, "unavailable", "no_connection"),
    (HTTPClientError, "unavailable", "no_connection"),
)


def failure_of(error: ClientError | BotoCoreError, model: str, region: str) -> CallFailure:
    """Return the failure for an error of a call. Its message names ``model`` and ``region``."""
    if isinstance(error, ClientError):
        return _refusal(cast("Mapping[str, Any]", error.response), model, region)
    for kind_of_error, kind, code in _BY_TYPE:
        if isinstance(error, kind_of_error):
            return CallFailure(kind, code, f"judge {model} in {region}: {type(error).__name__}; retried in time")
    return broken(type(error).__name__, model, region)


def broken(got: str, model: str, region: str) -> CallFailure:
    """Return the failure for a body that is not a reply. ``got`` describes it without its text."""
    return CallFailure("broken", "no_reply_body", f"judge {model} in {region}: got {got}, expected a reply")


def _refusal(response: Mapping[str, Any], model: str, region: str) -> CallFailure:
    error = response.get("Error", {})
    code = listed_code(str(error.get("Code", "")))
    status = response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    # A SageMaker endpoint passes on the container's message and status.
    said = str(response.get("OriginalMessage", "")) or str(error.get("Message", ""))
    original = response.get("OriginalStatusCode")
    status = original if type(original) is int and 0 <= original < 600 else status
    for refusal in REFUSALS:
        if refusal.covers(code, status, said):
            # Leave out the service's own message: some quote the request.
            advice = refusal.advice.format(model=model, region=region)
            message = f"judge {model} in {region}: got {status} {code}. {advice}"
            return CallFailure(refusal.kind, refusal.code or code, message)
    return broken(f"{status} {code}", model, region)
