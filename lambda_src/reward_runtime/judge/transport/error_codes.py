"""The error codes that may stand in logs and messages.

A code is whatever the other side wrote into a header or a body. A gateway, a proxy or a container before the service
may write anything there, also words of the prompt. So only codes that AWS documents are passed on.
"""

import re
from typing import Final

__all__ = ["UNLISTED", "listed_code"]

UNLISTED: Final = "unlisted_code"
_STATUS: Final = re.compile("[1-5][0-9][0-9]")
"""botocore's code for an error without one is its HTTP status."""
_LISTED: Final = frozenset(
    (
        # API references of Converse and InvokeEndpoint.
        *("AccessDeniedException", "ConflictException", "InternalServerException", "ModelErrorException"),
        *("ModelNotReadyException", "ModelStreamErrorException", "ModelTimeoutException", "ResourceNotFoundException"),
        *("ServiceQuotaExceededException", "ServiceUnavailableException", "ThrottlingException", "ValidationException"),
        *("InternalDependencyException", "InternalFailure", "InternalStreamFailure", "ModelError", "ModelStreamError"),
        *("ServiceUnavailable", "ValidationError"),
        # "Common error types" of both, and the codes of signatures, tokens and clocks that botocore knows.
        *("AccessDenied", "ExpiredToken", "ExpiredTokenException", "IncompleteSignature"),
        *("IncompleteSignatureException", "InvalidAction", "InvalidClientTokenId", "InvalidSignatureException"),
        *("MalformedHttpRequestException", "MissingAuthenticationToken", "MissingAuthenticationTokenException"),
        *("NotAuthorized", "OptInRequired", "RequestAbortedException", "RequestEntityTooLargeException"),
        *("RequestExpired", "RequestTimeTooSkewed", "RequestTimeoutException", "SignatureDoesNotMatch"),
        *("SlowDown", "Throttling", "ThrottledException", "TooManyRequestsException", "RequestLimitExceeded"),
        *("UnknownOperationException", "UnrecognizedClientException", "SerializationException", "ForbiddenException"),
    )
)


def listed_code(code: str) -> str:
    """Return the code if it is listed, a status, or empty; else ``UNLISTED``."""
    return code if not code or code in _LISTED or _STATUS.fullmatch(code) else UNLISTED
