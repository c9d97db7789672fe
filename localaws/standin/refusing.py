"""A refusal as the reply of one API: status, ``x-amzn-ErrorType`` and a JSON message, or a proxy's HTML page."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from email.utils import formatdate

from localaws.standin.faults.kinds import Refusal
from localaws.standin.reply import Reply


def refused(refusal: Refusal, model: str, codes: Mapping[str, tuple[int, str]]) -> Reply:
    """The reply; ``codes`` gives the status and the name under which the API has it, where it differs."""
    if refusal.is_html:
        page = f"<html><head><title>{refusal.message}</title></head><body>{refusal.message}</body></html>"
        return Reply(refusal.status, page.encode(), "text/html")
    status, code = codes.get(refusal.code, (refusal.status, refusal.code))
    headers = [("x-amzn-ErrorType", code)]
    if refusal.skew_hours:
        headers.append(("date", formatdate(time.time() + 3600 * refusal.skew_hours, usegmt=True)))
    body = json.dumps({"message": refusal.message.replace("MODEL", model)}).encode()
    return Reply(status, body, headers=tuple(headers))
