"""Finds a free port on 127.0.0.1, and asks whether MiniStack answers on a port."""

from __future__ import annotations

import http.client
import socket
from typing import Final

HOST: Final = "127.0.0.1"
"""The only address that the target listens on. By default MiniStack would listen on all addresses."""

ANSWER_SECONDS: Final = 5.0
"""How long one answer may take."""


def free_port() -> int:
    """Return a port that is free at this moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Return True if MiniStack's health page answers on ``port``."""
    # Not urllib, because it would use the proxy in the environment.
    connection = http.client.HTTPConnection(HOST, port, timeout=ANSWER_SECONDS)
    try:
        connection.request("GET", "/_ministack/health")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
