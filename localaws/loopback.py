"""Ports of 127.0.0.1: a free one, and whether a MiniStack answers on one."""

from __future__ import annotations

import http.client
import socket
from typing import Final

HOST: Final = "127.0.0.1"
"""The only address the target listens on. MiniStack's own choice would be every address of the machine."""

ANSWER_SECONDS: Final = 5.0
"""How long one answer may take."""


def free_port() -> int:
    """A port that nobody holds at this moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Whether MiniStack's health page answers on ``port``."""
    # Not urllib: it would send this to the proxy that the environment names.
    connection = http.client.HTTPConnection(HOST, port, timeout=ANSWER_SECONDS)
    try:
        connection.request("GET", "/_ministack/health")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
