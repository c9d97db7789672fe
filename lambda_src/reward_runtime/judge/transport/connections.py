"""The connections of a botocore client: opened ahead of its first call, and without reading the certificates for each.

By private names of botocore and urllib3, which offer neither; the layer pins both, and the tests hold each use.
"""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from threading import Lock
from typing import Any, Final

from urllib3.exceptions import HTTPError
from urllib3.util.wait import wait_for_read

__all__ = ["Connections"]

MOST_AT_ONCE: Final = 16
"""Handshakes at once: each is mostly waiting."""
TICKET_SECONDS: Final = 0.3
"""Longest wait for what a server says after its handshakes: one round trip, to another continent if need be."""


class Connections:
    """The pool of one client."""

    def __init__(self, client: Any) -> None:
        """Take the client before its first call."""
        self._session: Any = client._endpoint.http_session
        self._url: str = client.meta.endpoint_url
        # urllib3 loads the bundle anew into the one context for each connection: 30 ms of CPU, 2 s for 64 of them.
        context = self._session._manager.connection_pool_kw["ssl_context"]
        context.load_verify_locations = _once(context.load_verify_locations)

    def open(self, count: int) -> None:
        """Open ``count`` connections and leave them in the pool; one that fails is left for the first call to find."""
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
    loaded, lock = cache(load), Lock()

    def locked(*what: object) -> None:
        # Two threads that miss the cache at once would both load.
        with lock:
            loaded(*what)

    return locked


def _connect(connection: Any) -> None:
    with suppress(OSError, HTTPError):
        connection.connect()


def _read_tickets(sockets: Sequence[Any]) -> None:
    """Take in the session tickets that TLS 1.3 sends after a handshake.

    urllib3 holds a connection with anything unread for a dead one, and would open another in its place.
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
