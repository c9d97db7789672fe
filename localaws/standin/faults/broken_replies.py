"""Replies with damaged bytes or a broken connection, by name."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from localaws.standin.faults.kinds import ChangedReply
from localaws.standin.messages.http_reply import HttpReply

GZIP: Final = (("content-encoding", "gzip"),)

BROKEN_REPLIES: Final[dict[str, ChangedReply]] = {
    "hang": ChangedReply(lambda reply: replace(reply, sent=0.0, then="hang")),
    "hang_mid_body": ChangedReply(lambda reply: replace(_long(reply), sent=0.5, then="hang")),
    "closed_before": ChangedReply(lambda reply: replace(reply, sent=0.0, then="close")),
    "reset_before": ChangedReply(lambda reply: replace(reply, sent=0.0, then="reset")),
    "cut_mid_body": ChangedReply(lambda reply: replace(_long(reply), sent=0.5, then="close")),
    "reset_mid_body": ChangedReply(lambda reply: replace(_long(reply), sent=0.5, then="reset")),
    "closed_after": ChangedReply(lambda reply: replace(reply, then="close")),
    "truncated_json": ChangedReply(lambda reply: replace(reply, body=reply.body[: len(reply.body) // 2])),
    "invalid_json": ChangedReply(lambda reply: replace(reply, body=b"<<not json>>")),
    "invalid_utf8": ChangedReply(lambda reply: replace(reply, body=b'{"output": "\xff\xfe"}')),
    "empty_body": ChangedReply(lambda reply: replace(reply, body=b"")),
    "html_body": ChangedReply(
        lambda reply: replace(reply, body=b"<html><body>OK</body></html>", content_type="text/html")
    ),
    "wrong_content_type": ChangedReply(lambda reply: replace(reply, content_type="text/plain")),
    "gzip_garbage": ChangedReply(lambda reply: replace(reply, body=b"\x1f\x8b\x08garbage", headers=GZIP)),
}


def _long(reply: HttpReply) -> HttpReply:
    """Return the reply with 1,024 blanks before its JSON, so that half of the message always ends inside the body."""
    return replace(reply, body=b" " * 1024 + reply.body)
