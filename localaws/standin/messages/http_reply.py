"""``HttpReply``: one HTTP reply as it is sent, and the fate of the connection after it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final, Literal

JSON: Final = "application/json"
SERVER: Final = "server: stand-in judge, no model\r\n"
"""A header of every reply, so that nobody takes it for a model's reply."""


@dataclass(frozen=True)
class HttpReply:
    """A status and a body. By default the whole reply is sent and the connection stays open."""

    status: int
    body: bytes
    content_type: str = JSON
    headers: tuple[tuple[str, str], ...] = ()
    sent: float = 1.0
    """Share of the reply's bytes that is sent, 0..1."""
    then: Literal["stay", "close", "reset", "hang"] = "stay"
    """The fate of the connection afterwards. ``hang``: nothing, until the client gives up."""

    def to_bytes(self) -> bytes:
        """Return the bytes to send."""
        head = (
            f"HTTP/1.1 {self.status} {HTTPStatus(self.status).phrase}\r\n{SERVER}content-type: {self.content_type}\r\n"
        )
        head += "".join(f"{name}: {value}\r\n" for name, value in self.headers)
        whole = f"{head}content-length: {len(self.body)}\r\n\r\n".encode() + self.body
        return whole if self.sent == 1.0 else whole[: int(len(whole) * self.sent)]


def to_json(document: Mapping[str, object], status: int = 200) -> HttpReply:
    """Return a reply with ``document`` as its body."""
    return HttpReply(status, json.dumps(document).encode())
