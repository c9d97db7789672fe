"""A botocore client for one function: one attempt a call, and no text of a row in any message."""

import logging
import os
from collections.abc import Mapping
from typing import Any, Final, cast

import botocore.session
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, NoRegionError

from reward_runtime.errors import SettingsError

__all__ = ["CallFailed", "LambdaClient"]

_CONNECT_SECONDS: Final = 3.0
_LONGEST_SECONDS: Final = 70.0
_FINAL: Final = frozenset(
    {
        *("AccessDeniedException", "ResourceNotFoundException", "InvalidRequestContentException"),
        *(
            "RequestTooLargeException",
            "InvalidRuntimeException",
            "KMSAccessDeniedException",
            "UnrecognizedClientException",
        ),
    }
)
"""Codes of errors that a retry cannot repair (Lambda API reference, Invoke)."""


class CallFailed(Exception):
    """A call without results. Its message may be logged."""

    def __init__(self, message: str, *, final: bool = False) -> None:
        """Take the message, and whether every further try would fail alike."""
        super().__init__(message)
        self.final = final


class LambdaClient:
    """Safe across threads."""

    def __init__(self, function: str, calls: int) -> None:
        """Take the function's name and the most calls at once. Raises ``SettingsError`` if there is no region."""
        # At the level DEBUG they write whole programs, and the session's token.
        for name in ("botocore", "urllib3"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        session = cast("Any", botocore.session.get_session())
        config = Config(
            connect_timeout=_CONNECT_SECONDS,
            read_timeout=_LONGEST_SECONDS,
            max_pool_connections=calls,
            # The caller tries again, and two layers of tries would multiply.
            retries={"total_max_attempts": 1, "mode": "standard"},
            tcp_keepalive=True,
        )
        try:
            # Lambda sets AWS_REGION, which botocore does not read.
            self._client: Any = session.create_client("lambda", region_name=os.environ.get("AWS_REGION"), config=config)
        except NoRegionError:
            self._client = None
        if self._client is None:
            raise SettingsError("sandbox: region: got none, expected one in AWS_REGION; deploy again")
        self._function = function

    def invoke(self, payload: bytes) -> bytes:
        """Call the function once and return its reply. Raises ``CallFailed``."""
        try:
            reply = self._client.invoke(FunctionName=self._function, Payload=payload)
            said = cast("bytes", reply["Payload"].read())
        except ClientError as error:
            code = str(cast("Mapping[str, Any]", error.response).get("Error", {}).get("Code", ""))
            shown = code if code.isidentifier() and len(code) <= 60 else "an error"
            says = f"sandbox {self._function}: got {shown}, expected results"
            raise CallFailed(f"{says}; deploy again" if code in _FINAL else says, final=code in _FINAL) from None
        except BotoCoreError as error:
            raise CallFailed(f"sandbox {self._function}: got {type(error).__name__}, expected results") from None
        if reply.get("FunctionError"):
            raise CallFailed(f"sandbox {self._function}: it failed, expected results; its own log says why")
        return said
