"""``HttpRequest``: HTTP/1.1 requests, read from one connection."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

MAX_BODY: Final = 25_000_000
"""Bytes. Bedrock's documentation allows bodies of about this size."""


class HttpRequestError(ValueError):
    """The bytes are not a request that the stand-in can read. The connection is closed."""


@dataclass(frozen=True)
class HttpRequest:
    """One request."""

    method: str
    path: str
    """As sent: percent-encoded, without the query."""
    body: bytes
    headers: Mapping[str, str]
    """By name in lower case."""


async def read_request(reader: asyncio.StreamReader) -> HttpRequest | None:
    """Return the next request, or None if the client has closed. Raises ``HttpRequestError``."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
    except asyncio.LimitOverrunError as error:
        raise HttpRequestError("a head of more than 64 KiB") from error
    line, _, rest = head.decode("latin-1").partition("\r\n")
    words = line.split(" ")
    if len(words) != 3:
        raise HttpRequestError("a request without a request line")
    try:
        body = await reader.readexactly(_length(rest))
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
    return HttpRequest(words[0], words[1].partition("?")[0], body, _headers(rest))


def _headers(lines: str) -> Mapping[str, str]:
    parted = (line.partition(":") for line in lines.split("\r\n"))
    return {name.lower(): value.strip() for name, _, value in parted if name}


def _length(headers: str) -> int:
    for line in headers.split("\r\n"):
        name, _, value = line.partition(":")
        if name.lower() == "content-length":
            if not value.strip().isdecimal() or int(value) > MAX_BODY:
                raise HttpRequestError(f"a content-length that is not a number up to {MAX_BODY}")
            return int(value)
        if name.lower() == "transfer-encoding":
            raise HttpRequestError("a body in chunks")
    return 0
