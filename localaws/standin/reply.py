"""One HTTP answer as it goes over the wire, and how the connection fares after it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final, Literal

JSON: Final = "application/json"
SERVER: Final = "server: stand-in judge, no model\r\n"
"""In every reply, so that nobody who looks takes it for a model's."""


@dataclass(frozen=True)
class Reply:
    """A status and a body; by default whole, on a connection that stays open."""

    status: int
    body: bytes
    content_type: str = JSON
    headers: tuple[tuple[str, str], ...] = ()
    sent: float = 1.0
    """Share of the message's bytes that leaves, 0..1."""
    then: Literal["stay", "close", "reset", "hang"] = "stay"
    """What becomes of the connection. ``hang``: nothing, until the client gives up."""

    def to_bytes(self) -> bytes:
        """The bytes that leave."""
        head = (
            f"HTTP/1.1 {self.status} {HTTPStatus(self.status).phrase}\r\n{SERVER}content-type: {self.content_type}\r\n"
        )
        head += "".join(f"{name}: {value}\r\n" for name, value in self.headers)
        whole = f"{head}content-length: {len(self.body)}\r\n\r\n".encode() + self.body
        return whole if self.sent == 1.0 else whole[: int(len(whole) * self.sent)]


def to_json(document: Mapping[str, object], status: int = 200) -> Reply:
    """A reply that holds ``document``."""
    return Reply(status, json.dumps(document).encode())
