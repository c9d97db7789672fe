"""A botocore client for a judge: one attempt a call, a timeout for each call, connections opened ahead."""

import os
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from typing import Any, Final, cast

import botocore.session
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, NoRegionError
from botocore.parsers import ResponseParserError
from botocore.response import StreamingBody
from urllib3.exceptions import HTTPError
from urllib3.util.wait import wait_for_read

from reward_runtime.errors import SettingsError
from reward_runtime.judge.call import CallFailure
from reward_runtime.judge.settings import JudgeSettings
from reward_runtime.judge.transport.faults import broken, failure_of

__all__ = ["TimedClient"]

CONNECT_SECONDS: Final = 2.0
CONNECTIONS_A_CALL: Final = 2
"""An abandoned call keeps its connection until its timeout. With a smaller pool, urllib3 would warn in the log."""
_UNPARSED: Final = (ResponseParserError, ValueError, TypeError, AttributeError, KeyError, RecursionError)
"""Exceptions that botocore's parser raises on malformed bodies."""
MOST_AT_ONCE: Final = 16
"""Handshakes at once. Each one mostly waits."""
TICKET_SECONDS: Final = 0.3
"""Longest wait for session tickets after the handshakes: one round trip, even to another continent."""


class TimedClient:
    """One client for all calls. Safe across threads."""

    def __init__(self, service: str, settings: JudgeSettings) -> None:
        """Make the client of a service. Endpoint, proxy and credentials come from the environment."""
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
        self._model = settings.model
        self._seconds = threading.local()
        self._client.meta.events.register("before-call", self._set_timeout)
        self._connections = Connections(self._client)

    def call(self, operation: str, timeout_seconds: float, **parameters: Any) -> Mapping[str, Any]:
        """Call an operation once. Give up after ``timeout_seconds`` without a byte. Raises ``CallFailure``.

        botocore reads the timeout of one request from its context (``botocore.httpsession``, 1.44), and a
        ``before-call`` handler may write it. A client for each timeout would need connections of its own.
        """
        self._seconds.value = timeout_seconds
        try:
            reply = getattr(self._client, operation)(**parameters)
            # Read a streamed body here, so that its errors are reported in the same way.
            return {name: part.read() if isinstance(part, StreamingBody) else part for name, part in reply.items()}
        except (ClientError, BotoCoreError) as error:
            raise failure_of(error, self._model, self.region) from None
        except _UNPARSED as error:
            raise self.broken(error) from None

    def broken(self, error: Exception) -> CallFailure:
        """Return the failure for a body that is not a reply; ``error`` was raised while parsing it."""
        return broken(f"a body with {type(error).__name__}", self._model, self.region)

    def open(self, connections: int) -> None:
        """See ``Transport``."""
        self._connections.open(connections)

    def _set_timeout(self, context: dict[str, object], **_: object) -> None:
        context["read_timeout"] = self._seconds.value


class Connections:
    """The connections of a client, opened ahead of its first call. The certificates are read once for all of them.

    This uses private names of botocore and urllib3, because neither offers it. The layer pins both, and tests cover
    each use.
    """

    def __init__(self, client: Any) -> None:
        """Take the client before its first call."""
        self._session: Any = client._endpoint.http_session
        self._url: str = client.meta.endpoint_url
        # urllib3 loads the bundle into the same context again for each connection: 30 ms of CPU, 2 s for 64 of them.
        context = self._session._manager.connection_pool_kw["ssl_context"]
        context.load_verify_locations = _once(context.load_verify_locations)

    def open(self, count: int) -> None:
        """Open ``count`` connections and leave them in the pool. If one fails, the first call reports it."""
        session, url = self._session, self._url
        manager = session._get_connection_manager(url, session._proxy_config.proxy_url_for(url))
        pool = manager.connection_from_url(url)
        session._setup_ssl_cert(pool, url, session._verify)
        taken = [pool._get_conn() for _ in range(count)]
        with ThreadPoolExecutor(MOST_AT_ONCE, thread_name_prefix="judge-open") as threads:
            list(threads.map(_connect, taken))
        _read_tickets([connection.sock for connection in taken if connection.sock is not None])
        for connection in taken:
            pool._put_conn(connection)


def _once(load: Callable[..., None]) -> Callable[..., None]:
    loaded, lock = cache(load), threading.Lock()

    def locked(*bundle: object) -> None:
        # Without the lock, two threads that miss the cache at once would both load.
        with lock:
            loaded(*bundle)

    return locked


def _connect(connection: Any) -> None:
    with suppress(OSError, HTTPError):
        connection.connect()


def _read_tickets(sockets: Sequence[Any]) -> None:
    """Read the session tickets that TLS 1.3 sends after a handshake.

    urllib3 takes a connection with unread bytes for a dead one, and would open another in its place.
    """
    until = time.monotonic() + TICKET_SECONDS
    for socket in sockets:
        if getattr(socket, "version", lambda: None)() == "TLSv1.3":
            wait_for_read(socket, max(0.0, until - time.monotonic()))
            timeout = socket.gettimeout()
            socket.settimeout(0.0)
            with suppress(OSError):
                socket.recv(1)
            socket.settimeout(timeout)
