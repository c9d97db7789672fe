"""``Answer``: one reply of a deployed function, and why Lambda gives none."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, cast

from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError, ReadTimeoutError
from botocore.exceptions import ConnectionError as Unconnected

from rft.failures import CheckFailed

__all__ = ["MOST_BYTES", "Answer", "Passing", "call"]

MOST_BYTES: Final = 6_291_556
"""Most bytes of an event and of a reply (Lambda Developer Guide, Quotas: 6 MB; botocore refuses none)."""
_REFUSALS: Final = MappingProxyType(
    {
        "AccessDeniedException": "the caller lacks lambda:InvokeFunction on it; use other credentials, or attach the "
        "invoke policy, whose ARN is an output of the stack",
        "ExpiredTokenException": "the credentials have expired; renew them",
        "InvalidRequestContentException": "the event is no JSON",
        "RequestTooLargeException": f"the event is larger than {MOST_BYTES} bytes; send fewer samples in one",
        "RequestEntityTooLargeException": f"the event is larger than {MOST_BYTES} bytes; send fewer samples in one",
        "ResourceConflictException": "it is being made or changed; wait a minute and call again",
        "ResourceNotFoundException": "there is no such function; `rft list --aws` and `rft list --local` show what is "
        "deployed",
        "ResourceNotReadyException": "it has been idle for long and is being made ready; call again",
        "TooManyRequestsException": "Lambda throttles it: more calls at once than its concurrency allows; wait, or "
        "raise reserved_concurrency or the account's quota",
        "UnrecognizedClientException": "AWS does not know the credentials; renew them",
    }
)


_PASSING: Final = frozenset(
    {
        "EC2ThrottledException",
        "ResourceConflictException",
        "ResourceNotReadyException",
        "ServiceException",
        "TooManyRequestsException",
    }
)
_SERVERS: Final = 500
"""Statuses from here on are the service's own failures."""


class Passing(CheckFailed):
    """Lambda did not run the function now; it may if it is called again."""


@dataclass(frozen=True)
class Answer:
    """One reply of the function."""

    error: str | None
    """Lambda's word for a failed call; None if it returned."""
    payload: bytes
    millis: float
    """Wall time of the call."""

    @property
    def error_type(self) -> str:
        """The class of the error; empty if there is none to read."""
        said = self.said
        return str(cast("dict[str, object]", said).get("errorType", "")) if isinstance(said, dict) else ""

    @property
    def said(self) -> object:
        """The payload as a value; None if it is not JSON."""
        try:
            return json.loads(self.payload)
        except ValueError:
            return None


def call(client: Any, arn: str, payload: bytes) -> Answer:
    """Invoke the function once.

    Raises:
        Passing: Lambda did not run it now, or was not reached.
        CheckFailed: Lambda does not run it, or did not answer; the message names the remedy.
    """
    started = time.perf_counter()
    try:
        answer = client.invoke(FunctionName=arn, Payload=payload)
        body: bytes = answer["Payload"].read()
    except ClientError as error:
        raise _failure_of(error)(f"function: {arn}: {_refusal(error)}") from None
    except ReadTimeoutError:
        seconds = time.perf_counter() - started
        raise CheckFailed(f"function: {arn}: no answer within {seconds:.0f} s, longer than its timeout") from None
    except BotoCoreError as error:
        passes = isinstance(error, HTTPClientError | Unconnected)
        raise (Passing if passes else CheckFailed)(f"function: {arn}: it was not reached: {error}") from None
    return Answer(answer.get("FunctionError"), body, (time.perf_counter() - started) * 1000)


def _failure_of(error: ClientError) -> type[CheckFailed]:
    response: Mapping[str, Any] = error.response
    status = response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    passes = response.get("Error", {}).get("Code") in _PASSING or status >= _SERVERS
    return Passing if passes else CheckFailed


def _refusal(error: ClientError) -> str:
    told: Mapping[str, Any] = error.response.get("Error", {})
    code, said = str(told.get("Code", "unknown")), str(told.get("Message", "")).rstrip(". ")
    advice = _REFUSALS.get(code)
    return f"{code}: {said}; {advice}" if advice else f"{code}: {said or 'Lambda gives no reason'}"
