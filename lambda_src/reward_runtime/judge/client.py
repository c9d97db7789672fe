"""A botocore client fit for a judge: one attempt a call, each with a time of its own, connections opened ahead."""

import threading
from collections.abc import Generator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any, Final, cast

import botocore.session
from botocore.config import Config
from botocore.exceptions import NoRegionError
from urllib3.exceptions import HTTPError

from reward_runtime.errors import SettingsError
from reward_runtime.judge.settings import JudgeSettings

__all__ = ["TimedClient"]

CONNECT_SECONDS: Final = 2.0
READ_SECONDS: Final = 15.0
"""Where a call says nothing, which none does."""
CONNECTIONS_A_CALL: Final = 2
"""A call that was given up keeps its connection until its time is up; beyond the pool urllib3 would warn in the log."""
MOST_OPENING: Final = 16
"""Threads that open connections: a handshake is mostly waiting."""


class TimedClient:
    """Safe across threads."""

    def __init__(self, service: str, settings: JudgeSettings) -> None:
        """Make the client of a service; endpoint, proxy and credentials come from the environment."""
        config = Config(
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            max_pool_connections=CONNECTIONS_A_CALL * max(1, settings.concurrency),
            # The dispatcher retries; two layers would multiply. The prompt is ours: validating it costs 0.5 ms a call.
            retries={"total_max_attempts": 1, "mode": "standard"},
            parameter_validation=False,
            tcp_keepalive=True,
        )
        session = cast("Any", botocore.session.get_session())
        try:
            self._client: Any = session.create_client(service, region_name=settings.region or None, config=config)
        except NoRegionError:
            self._client = None
        if self._client is None:
            raise SettingsError("judge: region: got none, expected one in the settings or in AWS_REGION; deploy again")
        self.region: str = self._client.meta.region_name
        self._seconds = threading.local()
        self._client.meta.events.register("before-call", self._set_timeout)

    def call(self, operation: str, **parameters: Any) -> Mapping[str, object]:
        """Call an operation; raises what botocore raises."""
        return cast("Mapping[str, object]", getattr(self._client, operation)(**parameters))

    @contextmanager
    def timeout(self, seconds: float) -> Generator[None]:
        """Give up reading after ``seconds`` without a byte, in calls of this thread.

        botocore reads the time of one request from its context (``botocore.httpsession``, 1.44), which a
        ``before-call`` handler may write; a client for each time would need connections of its own.
        """
        self._seconds.value = seconds
        try:
            yield
        finally:
            del self._seconds.value

    def open(self, connections: int) -> None:
        """Open connections and leave them in the pool; one that fails is left for the first call to find."""
        with ThreadPoolExecutor(min(MOST_OPENING, max(1, connections)), thread_name_prefix="judge-open") as threads:
            pool = self._pool()
            taken = [pool._get_conn() for _ in range(connections)]
            list(threads.map(_connect, taken))
            for connection in taken:
                pool._put_conn(connection)

    def _pool(self) -> Any:
        """Return urllib3's pool for the service, by private names of a pinned botocore: it cannot connect only."""
        session = self._client._endpoint.http_session
        url = self._client.meta.endpoint_url
        pool = session._get_connection_manager(url, session._proxy_config.proxy_url_for(url)).connection_from_url(url)
        session._setup_ssl_cert(pool, url, session._verify)
        return pool

    def _set_timeout(self, context: dict[str, object], **_: object) -> None:
        context["read_timeout"] = getattr(self._seconds, "value", READ_SECONDS)


def _connect(connection: Any) -> None:
    with suppress(OSError, HTTPError):
        connection.connect()
