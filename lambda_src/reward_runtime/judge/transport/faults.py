"""botocore's exceptions -> ``CallFailure``: who is at fault, and the remedy for an operator."""

import re
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
from reward_runtime.judge.omitted import OMITTED_FIELDS, OmittedField
from reward_runtime.judge.transport.error_codes import listed_code
from reward_runtime.judge.transport.refusals import REFUSALS
from reward_runtime.judge.transport.refused_fields import refused_field

__all__ = ["broken", "failure_of"]

MOST_SAID: Final = 2000
"""Characters of a message that are searched. A container may say anything at any length."""
_REQUESTS: Final = (400, 422)
"""HTTP statuses of a request that is not well-formed."""
_GUARDRAIL: Final = re.compile(
    r"arn:aws[a-z-]*:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:guardrail(?:-profile)?/[a-z0-9.:-]{1,64}"
)
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


def failure_of(
    error: ClientError | BotoCoreError, model: str, region: str, omit: tuple[OmittedField, ...] = ()
) -> CallFailure:
    """Return the failure for an error of a call.

    Args:
        error: raised by botocore.
        model: the called model or endpoint.
        region: in which it was called.
        omit: the fields that the request left out.
    """
    if isinstance(error, ClientError):
        return _refusal(cast("Mapping[str, Any]", error.response), model, region, omit)
    for kind_of_error, kind, code in _BY_TYPE:
        if isinstance(error, kind_of_error):
            return CallFailure(kind, code, f"judge {model} in {region}: {type(error).__name__}; retried in time")
    return broken(type(error).__name__, model, region)


def broken(got: str, model: str, region: str) -> CallFailure:
    """Return the failure for a body that is not a reply. ``got`` describes it without its text."""
    return CallFailure("broken", "no_reply_body", f"judge {model} in {region}: got {got}, expected a reply")


def _refusal(response: Mapping[str, Any], model: str, region: str, omit: tuple[OmittedField, ...]) -> CallFailure:
    error = response.get("Error", {})
    code = listed_code(str(error.get("Code", "")))
    status = response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    # An endpoint passes on the container's message and status, and Bedrock's ModelErrorException the model's status.
    said = (str(response.get("OriginalMessage", "")) or str(error.get("Message", "")))[:MOST_SAID]
    original = response.get("OriginalStatusCode", response.get("originalStatusCode"))
    status = original if type(original) is int and 0 <= original < 600 else status
    got = f"judge {model} in {region}: got {status} {code}."
    field = refused_field(said) if status in _REQUESTS else None
    if field is not None and field not in omit:
        return CallFailure("operator", code, f"{got} {_advice(field, omit)}")
    for refusal in REFUSALS:
        if refusal.covers(code, status, said):
            # Leave out the service's own message: some quote the request.
            advice = refusal.advice.format(model=model, region=region, guardrail=_guardrail_in(said))
            return CallFailure(refusal.kind, refusal.code or code, f"{got} {advice}")
    return broken(f"{status} {code}", model, region)


def _advice(field: OmittedField, omit: tuple[OmittedField, ...]) -> str:
    named = ", ".join(each for each in OMITTED_FIELDS if each == field or each in omit)
    return (
        f"The model refuses the request's field {field}: write `omit: [{named}]` under the experiment's `judge:`, so"
        " that requests leave it out, and deploy again."
    )


def _guardrail_in(said: str) -> str:
    """Return the ARN of the guardrail or profile in a message, and nothing else of it."""
    found = _GUARDRAIL.search(said)
    return found[0] if found else "its id or ARN"
