"""Refusals as replies: status, ``x-amzn-ErrorType`` and JSON of the API, or a proxy's page."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import replace
from email.utils import formatdate

from localaws.standin.faults.kinds import Refusal
from localaws.standin.reply import Reply


def refused(status: int, code: str, body: Mapping[str, object]) -> Reply:
    """A service's error."""
    return Reply(status, json.dumps(body).encode(), headers=(("x-amzn-ErrorType", code),))


def worded(refusal: Refusal, model: str) -> str:
    """The message, with the model's id in its place."""
    return refusal.message.replace("MODEL", model)


def page(refusal: Refusal) -> Reply:
    """An error that never reached the service: a proxy's HTML."""
    html = f"<html><head><title>{refusal.message}</title></head><body>{refusal.message}</body></html>"
    return Reply(refusal.status, html.encode(), "text/html")


def dated(reply: Reply, skew_hours: float) -> Reply:
    """The reply with the date of a clock that is ahead of ours."""
    date = formatdate(time.time() + 3600 * skew_hours, usegmt=True)
    return replace(reply, headers=(*reply.headers, ("date", date)))
