"""A botocore client for a judge: one attempt a call, a timeout for each call, connections opened ahead."""

import logging
import os
import threading
from collections.abc import Mapping
from typing import Any, Final, cast

import botocore.session
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, NoRegionError, ReadTimeoutError
from botocore.parsers import ResponseParserError
from botocore.response import StreamingBody

from reward_runtime.errors import SettingsError
from reward_runtime.judge.call import ANOTHER_QUESTION, DEAD_CONNECTION, CallFailure
from reward_runtime.judge.settings import JudgeSettings
from reward_runtime.judge.transport.connections import CONNECT_SECONDS, Connections
from reward_runtime.judge.transport.faults import broken, failure_of

__all__ = ["TimedClient"]

CONNECTIONS_A_CALL: Final = 2
"""An abandoned call keeps its connection until its timeout. With a smaller pool, urllib3 would warn in the log."""
_UNPARSED: Final = (ResponseParserError, ValueError, TypeError, AttributeError, KeyError, RecursionError)
"""Exceptions that botocore's parser raises on malformed bodies."""
_TALKATIVE: Final = ("botocore", "urllib3")
"""Loggers of the client's libraries. At the level DEBUG they write whole prompts, and the session's token."""


class TimedClient:
    """One client for all calls. Safe across threads."""

    def __init__(self, service: str, settings: JudgeSettings) -> None:
        """Make the client of a service. Endpoint, proxy and credentials come from the environment."""
        _silence()
        session = cast("Any", botocore.session.get_session())
        config = Config(
            connect_timeout=CONNECT_SECONDS,
            max_pool_connections=CONNECTIONS_A_CALL * max(1, settings.concurrency),
            # The dispatcher retries, and two layers of retries would multiply.
            retries={"total_max_attempts": 1, "mode": "standard"},
            # The request is our own, and validating it costs 0.5 ms a call.
            parameter_validation=False,
            tcp_keepalive=True,
            # By default, botocore builds this header twice for each call: a tenth of the call's CPU time.
            user_agent=session.user_agent(),
        )
        try:
            # Lambda sets AWS_REGION, which botocore does not read.
            region = settings.region or os.environ.get("AWS_REGION")
            self._client: Any = session.create_client(service, region_name=region, config=config)
        except NoRegionError:
            self._client = None
        if self._client is None:
            raise SettingsError("judge: region: got none, expected one in the settings or in AWS_REGION; deploy again")
        self.region: str = self._client.meta.region_name
        self._model, self._omit = settings.name, settings.omit
        self._seconds = threading.local()
        self._client.meta.events.register("before-call", self._set_timeout)
        self._connections = Connections(self._client)

    def call(self, operation: str, timeout_seconds: float, **parameters: Any) -> Mapping[str, Any]:
        """Call an operation once. Give up after ``timeout_seconds`` without a byte. Raises ``CallFailure``.

        botocore reads the timeout of one request from its context (``botocore.httpsession``, 1.44), and a
        ``before-call`` handler may write it. A client for each timeout would need connections of its own.
        """
        self._seconds.value = timeout_seconds
        self._connections.begin()
        try:
            reply = getattr(self._client, operation)(**parameters)
            # Read a streamed body here, so that its errors are reported in the same way.
            return {name: part.read() if isinstance(part, StreamingBody) else part for name, part in reply.items()}
        except (ClientError, BotoCoreError) as error:
            raise self._failure(error) from None
        except _UNPARSED as error:
            raise self.broken(error) from None
        finally:
            self._connections.end()

    def another_question(self) -> CallFailure:
        """Return the failure for a reply to another question. No kept connection is used again."""
        self._connections.drop()
        got = "got the reply to another question; the connections are opened anew, and it is retried"
        return CallFailure("broken", ANOTHER_QUESTION, f"judge {self._model} in {self.region}: {got}")

    def broken(self, error: Exception) -> CallFailure:
        """Return the failure for a body that is not a reply; ``error`` was raised while parsing it."""
        return broken(f"a body with {type(error).__name__}", self._model, self.region)

    def open(self, connections: int) -> None:
        """See ``Transport``."""
        self._connections.open(connections)

    def _failure(self, error: ClientError | BotoCoreError) -> CallFailure:
        failure = failure_of(error, self._model, self.region, self._omit)
        if not isinstance(error, ReadTimeoutError) or not self._connections.untried:
            return failure
        # While an environment is frozen, its connections die without a word.
        self._connections.drop()
        return CallFailure("slow", DEAD_CONNECTION, str(failure))

    def _set_timeout(self, context: dict[str, object], **_: object) -> None:
        context["read_timeout"] = self._seconds.value


def _silence() -> None:
    """Keep the client's libraries out of the log, at any level of Lambda's root logger."""
    for name in _TALKATIVE:
        logger = logging.getLogger(name)
        logger.propagate = False
        logger.setLevel(logging.CRITICAL + 1)
        logger.handlers = [logging.NullHandler()]
