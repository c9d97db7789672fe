"""``Api``: one API of the stand-in, as a parser and two renderers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from localaws.standin.apis import converse, endpoint
from localaws.standin.apis.error_replies import html_page, with_date
from localaws.standin.faults.kinds import ChangedAnswer, ChangedDocument, ChangedReply, Document, Fault, ServiceError
from localaws.standin.messages.http_reply import HttpReply, to_json
from localaws.standin.messages.judge_answer import JudgeAnswer
from localaws.standin.messages.judge_request import InvalidJudgeRequest, JudgeRequest


@dataclass(frozen=True)
class Api:
    """One API."""

    name: str
    parse_document: Callable[[str, Mapping[str, Any]], JudgeRequest]
    render_document: Callable[[JudgeAnswer, JudgeRequest, float], Document]
    render_error: Callable[[ServiceError, str], HttpReply]

    def parse(self, model: str, body: bytes) -> JudgeRequest:
        """Return the judge request in a body. Raises ``InvalidJudgeRequest``."""
        try:
            document: object = json.loads(body)
        except ValueError as error:
            raise InvalidJudgeRequest(f"The body is no JSON: {error}") from error
        if not isinstance(document, dict):
            raise InvalidJudgeRequest("The body is no JSON object")
        return self.parse_document(model, cast("Mapping[str, Any]", document))

    def error_reply(self, error: ServiceError, model: str) -> HttpReply:
        """Return the reply with which the service, or a proxy before it, reports ``error``."""
        reply = html_page(error) if error.is_html else self.render_error(error, model)
        return with_date(reply, error.skew_hours) if error.skew_hours else reply

    def answer_reply(
        self, answer: JudgeAnswer, request: JudgeRequest, fault: Fault | None, seconds: float
    ) -> HttpReply:
        """Return the reply with the judge's answer, changed as ``fault`` says."""
        if isinstance(fault, ChangedAnswer):
            answer = fault.change(answer)
        document = self.render_document(answer, request, seconds)
        if isinstance(fault, ChangedDocument):
            document = fault.change(document)
        reply = to_json(document)
        return fault.change(reply) if isinstance(fault, ChangedReply) else reply


CONVERSE: Final = Api("converse", converse.parse, converse.render, converse.render_error)
ENDPOINT: Final = Api("endpoint", endpoint.parse, endpoint.render, endpoint.render_error)
