"""``Connections``: the kept connections of a client, opened ahead of its first call and dropped if they are dead.

This uses private names of botocore and urllib3, because neither offers it. The layer pins both, and tests cover each
use.
"""

import logging
import socket
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from queue import Empty, SimpleQueue
from typing import Any, Final

from urllib3.exceptions import HTTPError
from urllib3.util.wait import wait_for_read

__all__ = ["CONNECT_SECONDS", "Connections"]

CONNECT_SECONDS: Final = 1.5
"""Longest wait for a connection: a hundred times the usual wait within a region."""
OPEN_SECONDS: Final = 2.0
"""Longest wait for all connections that are opened ahead. Lambda ends an init after 10 s without a word of ours."""
MOST_AT_ONCE: Final = 16
"""Handshakes at once. Each one mostly waits."""
TICKET_SECONDS: Final = 0.3
"""Longest wait for session tickets after the handshakes: one round trip, even to another continent."""
MOST_IDLE_SECONDS: Final = 60.0
"""A connection that was idle for longer is not used again. NAT gateways forget one after 350 s, without telling."""
_LOG: Final = logging.getLogger("reward_runtime.judge")


class Connections:
    """The certificates are read once for all connections."""

    def __init__(self, client: Any) -> None:
        """Take the client before its first call."""
        self._session: Any = client._endpoint.http_session
        self._url: str = client.meta.endpoint_url
        self._service: str = client.meta.service_model.service_name
        # urllib3 loads the bundle into the same context again for each connection: 30 ms of CPU, 2 s for 64 of them.
        context = self._session._manager.connection_pool_kw["ssl_context"]
        context.load_verify_locations = _once(context.load_verify_locations)
        classes = self._session._pool_classes_by_scheme
        classes.update({scheme: _remembering(pool, self) for scheme, pool in classes.items()})
        self._lock = threading.Lock()
        self._calling = 0
        self._began = (time.monotonic(), time.time())
        self._call = threading.local()

    def begin(self) -> None:
        """Note that a call begins in this thread. If no other is under way, all kept connections count as untried."""
        with self._lock:
            if not self._calling:
                self._began = (time.monotonic(), time.time())
            self._calling += 1
        self._call.untried = False

    def end(self) -> None:
        """Note that the call of this thread has ended."""
        with self._lock:
            self._calling -= 1

    @property
    def untried(self) -> bool:
        """Whether this thread's call went over a connection that has not answered since the client was last idle."""
        return self._call.untried

    def drop(self) -> None:
        """Close all connections that are not in use; those in use are closed when their calls end."""
        self._session.close()

    def taken(self, connection: Any) -> None:
        """Close a connection that was idle for too long; note for this thread's call whether it was kept untried."""
        left = getattr(connection, "left_at", None)
        if left is None or connection.sock is None:
            self._call.untried = False
            return
        # A clock that stops while the environment is frozen says nothing, so the later of two counts.
        if max(now - then for now, then in zip(_now(), left, strict=True)) > MOST_IDLE_SECONDS:
            connection.close()
        self._call.untried = connection.sock is not None and left[0] <= self._began[0]

    def open(self, count: int) -> None:
        """Open ``count`` connections within ``OPEN_SECONDS``, and leave them in the pool.

        If the first one fails, a line of the log names the cause, and the first call reports it.
        """
        session, url = self._session, self._url
        until = time.monotonic() + OPEN_SECONDS
        proxy = session._proxy_config.proxy_url_for(url)
        manager = session._get_connection_manager(url, proxy)
        pool = manager.connection_from_url(url)
        session._setup_ssl_cert(pool, url, session._verify)
        host, port = (pool.proxy.host, pool.proxy.port) if proxy else (pool.host, pool.port)
        first, *others = [pool._get_conn() for _ in range(count)]
        opened: SimpleQueue[Any] = SimpleQueue()
        steps = ["its name has not been resolved"]
        _in_background(lambda: _scout(first, host, port, steps, opened))
        found = _collect(opened, 1, min(until, time.monotonic() + CONNECT_SECONDS))
        if first.sock is None:
            _LOG.warning(_missing(f"{host}:{port}", steps[-1], self._service))
        else:
            waiting = iter(others)
            lock = threading.Lock()
            for _ in range(min(MOST_AT_ONCE, len(others))):
                _in_background(lambda: _connect_each(waiting, lock, opened))
            found += _collect(opened, len(others), until)
        _read_tickets([connection.sock for connection in found if connection.sock is not None])
        for connection in found:
            pool._put_conn(connection)


def _now() -> tuple[float, float]:
    return time.monotonic(), time.time()


def _remembering(pool: Any, connections: Connections) -> Any:
    """Return a class of pools that tells ``connections`` about each connection taken, and stamps each one put back."""

    def take(self: Any, timeout: float | None = None) -> Any:
        connection = pool._get_conn(self, timeout)
        connections.taken(connection)
        return connection

    def put(self: Any, conn: Any) -> None:
        if conn is not None:
            conn.left_at = _now()
        pool._put_conn(self, conn)

    return type("Remembering", (pool,), {"_get_conn": take, "_put_conn": put})


def _once(load: Callable[..., None]) -> Callable[..., None]:
    loaded, lock = cache(load), threading.Lock()

    def locked(*bundle: object) -> None:
        # Without the lock, two threads that miss the cache at once would both load.
        with lock:
            loaded(*bundle)

    return locked


def _in_background(work: Callable[[], None]) -> None:
    """Run ``work`` in a thread that nothing waits for: a resolver without an answer holds its thread for 40 s."""
    threading.Thread(target=work, name="judge-open", daemon=True).start()


def _scout(connection: Any, host: str, port: int, steps: list[str], opened: "SimpleQueue[Any]") -> None:
    """Open one connection, and note how far it came."""
    try:
        socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        steps.append("its name is known, and nothing answers there")
        connection.connect()
    except (OSError, HTTPError) as error:
        steps.append(f"{steps[-1]} ({type(error).__name__})")
    opened.put(connection)


def _connect_each(waiting: Any, lock: threading.Lock, opened: "SimpleQueue[Any]") -> None:
    while True:
        with lock:
            connection = next(waiting, None)
        if connection is None:
            return
        with suppress(OSError, HTTPError):
            connection.connect()
        opened.put(connection)


def _collect(opened: "SimpleQueue[Any]", count: int, until: float) -> list[Any]:
    """Return up to ``count`` of the connections that were tried until a time."""
    found: list[Any] = []
    with suppress(Empty):
        while len(found) < count:
            found.append(opened.get(timeout=max(0.0, until - time.monotonic())))
    return found


def _missing(address: str, step: str, service: str) -> str:
    return (
        f"judge: got no connection to {address} in time: {step}. A function in a VPC reaches it through a NAT gateway"
        f" or an interface endpoint of {service} with private DNS, and its security groups must let port 443 out; each"
        " call will try again"
    )


def _read_tickets(sockets: Sequence[Any]) -> None:
    """Read the session tickets that TLS 1.3 sends after a handshake.

    urllib3 takes a connection with unread bytes for a dead one, and would open another in its place.
    """
    until = time.monotonic() + TICKET_SECONDS
    for each in sockets:
        if getattr(each, "version", lambda: None)() == "TLSv1.3":
            wait_for_read(each, max(0.0, until - time.monotonic()))
            timeout = each.gettimeout()
            each.settimeout(0.0)
            with suppress(OSError):
                each.recv(1)
            each.settimeout(timeout)
