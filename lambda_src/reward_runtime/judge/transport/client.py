"""A botocore client fit for a judge: one attempt a call, each with a time of its own, connections opened ahead."""

import os
import threading
from collections.abc import Mapping
from typing import Any, Final, cast

import botocore.session
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, NoRegionError
from botocore.parsers import ResponseParserError
from botocore.response import StreamingBody

from reward_runtime.errors import SettingsError
from reward_runtime.judge.call import CallFailure
from reward_runtime.judge.settings import JudgeSettings
from reward_runtime.judge.transport.connections import Connections
from reward_runtime.judge.transport.faults import broken, failure_of

__all__ = ["TimedClient"]

CONNECT_SECONDS: Final = 2.0
CONNECTIONS_A_CALL: Final = 2
"""A call that was given up keeps its connection until its time is up; beyond the pool urllib3 would warn in the log."""
_UNPARSED: Final = (ResponseParserError, ValueError, TypeError, AttributeError, KeyError, RecursionError)
"""What botocore's parser meets bodies with that are no JSON object of the right shape: it checks little."""


class TimedClient:
    """Safe across threads."""

    def __init__(self, service: str, settings: JudgeSettings) -> None:
        """Make the client of a service; endpoint, proxy and credentials come from the environment."""
        session = cast("Any", botocore.session.get_session())
        config = Config(
            connect_timeout=CONNECT_SECONDS,
            max_pool_connections=CONNECTIONS_A_CALL * max(1, settings.concurrency),
            # The dispatcher retries; two layers would multiply. The prompt is ours: validating it costs 0.5 ms a call.
            retries={"total_max_attempts": 1, "mode": "standard"},
            parameter_validation=False,
            tcp_keepalive=True,
            # Left to itself, botocore puts this header together anew, twice a call: a tenth of the call's CPU.
            user_agent=session.user_agent(),
        )
        try:
            # Lambda's own variable, which botocore does not read.
            region = settings.region or os.environ.get("AWS_REGION")
            self._client: Any = session.create_client(service, region_name=region, config=config)
        except NoRegionError:
            self._client = None
        if self._client is None:
            raise SettingsError("judge: region: got none, expected one in the settings or in AWS_REGION; deploy again")
        self.region: str = self._client.meta.region_name
        self._model = settings.model
        self._seconds = threading.local()
        self._client.meta.events.register("before-call", self._set_timeout)
        self._connections = Connections(self._client)

    def call(self, operation: str, timeout_seconds: float, **parameters: Any) -> Mapping[str, Any]:
        """Call an operation once and give up after ``timeout_seconds`` without a byte; raises ``CallFailure``.

        botocore reads the time of one request from its context (``botocore.httpsession``, 1.44), which a
        ``before-call`` handler may write; a client for each time would need connections of its own.
        """
        self._seconds.value = timeout_seconds
        try:
            reply = getattr(self._client, operation)(**parameters)
            # A streamed body is read here, so that what breaks it is told in the same way.
            return {name: part.read() if isinstance(part, StreamingBody) else part for name, part in reply.items()}
        except (ClientError, BotoCoreError) as error:
            raise failure_of(error, self._model, self.region) from None
        except _UNPARSED as error:
            raise self.broken(error) from None

    def broken(self, error: Exception) -> CallFailure:
        """Return the failure of a body that is no reply, as ``error`` says."""
        return broken(f"a body with {type(error).__name__}", self._model, self.region)

    def open(self, connections: int) -> None:
        """Open connections and leave them in the pool; one that fails is left for the first call to find."""
        self._connections.open(connections)

    def _set_timeout(self, context: dict[str, object], **_: object) -> None:
        context["read_timeout"] = self._seconds.value
