"""HTTP/1.1 requests off one connection."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Final

MAX_BODY: Final = 25_000_000
"""Bytes; the largest body that Bedrock's own documentation allows a model call is of this order."""


class RequestError(ValueError):
    """Bytes that are no request we answer; the connection is closed."""


@dataclass(frozen=True)
class Request:
    """One request."""

    method: str
    path: str
    """As sent, still percent-encoded, without the query."""
    body: bytes


async def read_request(reader: asyncio.StreamReader) -> Request | None:
    """The next request, or ``None`` where the client has closed. Raises ``RequestError``."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
    except asyncio.LimitOverrunError as error:
        raise RequestError("a head of more than 64 KiB") from error
    line, _, rest = head.decode("latin-1").partition("\r\n")
    words = line.split(" ")
    if len(words) != 3:
        raise RequestError("no request line")
    try:
        body = await reader.readexactly(_length(rest))
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
    return Request(words[0], words[1].partition("?")[0], body)


def _length(headers: str) -> int:
    for line in headers.split("\r\n"):
        name, _, value = line.partition(":")
        if name.lower() == "content-length":
            if not value.strip().isdecimal() or int(value) > MAX_BODY:
                raise RequestError(f"a content-length that is no number up to {MAX_BODY}")
            return int(value)
        if name.lower() == "transfer-encoding":
            raise RequestError("a body in chunks")
    return 0
