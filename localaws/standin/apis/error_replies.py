"""Errors as HTTP replies: status, ``x-amzn-ErrorType`` and JSON of the API, or a proxy's HTML page."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import replace
from email.utils import formatdate

from localaws.standin.faults.kinds import ServiceError
from localaws.standin.messages.http_reply import HttpReply


def json_error(status: int, code: str, body: Mapping[str, object]) -> HttpReply:
    """Return a service's error."""
    return HttpReply(status, json.dumps(body).encode(), headers=(("x-amzn-ErrorType", code),))


def message_of(error: ServiceError, model: str) -> str:
    """Return the error's message with the model's id in it."""
    return error.message.replace("MODEL", model)


def html_page(error: ServiceError) -> HttpReply:
    """Return a proxy's page, for a request that never reached the service."""
    html = f"<html><head><title>{error.message}</title></head><body>{error.message}</body></html>"
    return HttpReply(error.status, html.encode(), "text/html")


def with_date(reply: HttpReply, skew_hours: float) -> HttpReply:
    """Return the reply with a ``Date`` header that is ahead of this machine's clock."""
    date = formatdate(time.time() + 3600 * skew_hours, usegmt=True)
    return replace(reply, headers=(*reply.headers, ("date", date)))
