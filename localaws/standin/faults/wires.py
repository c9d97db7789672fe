"""Damage to the bytes of a reply, or to the connection, by name."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from localaws.standin.faults.kinds import Damaged
from localaws.standin.reply import Reply

GZIP: Final = (("content-encoding", "gzip"),)

WIRES: Final[dict[str, Damaged]] = {
    "hang": Damaged(lambda reply: replace(reply, sent=0.0, then="hang")),
    "hang_mid_body": Damaged(lambda reply: replace(_long(reply), sent=0.5, then="hang")),
    "closed_before": Damaged(lambda reply: replace(reply, sent=0.0, then="close")),
    "reset_before": Damaged(lambda reply: replace(reply, sent=0.0, then="reset")),
    "cut_mid_body": Damaged(lambda reply: replace(_long(reply), sent=0.5, then="close")),
    "reset_mid_body": Damaged(lambda reply: replace(_long(reply), sent=0.5, then="reset")),
    "closed_after": Damaged(lambda reply: replace(reply, then="close")),
    "truncated_json": Damaged(lambda reply: replace(reply, body=reply.body[: len(reply.body) // 2])),
    "invalid_json": Damaged(lambda reply: replace(reply, body=b"<<not json>>")),
    "invalid_utf8": Damaged(lambda reply: replace(reply, body=b'{"output": "\xff\xfe"}')),
    "empty_body": Damaged(lambda reply: replace(reply, body=b"")),
    "html_body": Damaged(lambda reply: replace(reply, body=b"<html><body>OK</body></html>", content_type="text/html")),
    "wrong_content_type": Damaged(lambda reply: replace(reply, content_type="text/plain")),
    "gzip_garbage": Damaged(lambda reply: replace(reply, body=b"\x1f\x8b\x08garbage", headers=GZIP)),
}


def _long(reply: Reply) -> Reply:
    """Led by blanks, which JSON allows: so half of the message ends inside its body and never holds all of it."""
    return replace(reply, body=b" " * 1024 + reply.body)
