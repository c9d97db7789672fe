"""The two ways to ask, each by what it makes of requests, answers and refusals."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from localaws.standin import converse, endpoint
from localaws.standin.faults.kinds import Damaged, Document, Fault, Misjudged, Misshaped, Refusal
from localaws.standin.judging.answer import Answer
from localaws.standin.judging.asked import Asked, Unasked
from localaws.standin.refusing import dated, page
from localaws.standin.reply import Reply, to_json


@dataclass(frozen=True)
class Api:
    """One way to ask."""

    name: str
    read: Callable[[str, Mapping[str, Any]], Asked]
    write: Callable[[Answer, Asked, float], Document]
    refuse: Callable[[Refusal, str], Reply]

    def asked(self, model: str, body: bytes) -> Asked:
        """What a body asks. Raises ``Unasked``."""
        try:
            document: object = json.loads(body)
        except ValueError as error:
            raise Unasked(f"The body is no JSON: {error}") from error
        if not isinstance(document, dict):
            raise Unasked("The body is no JSON object")
        return self.read(model, cast("Mapping[str, Any]", document))

    def refused(self, refusal: Refusal, model: str) -> Reply:
        """The reply that a refusal is."""
        reply = page(refusal) if refusal.is_html else self.refuse(refusal, model)
        return dated(reply, refusal.skew_hours) if refusal.skew_hours else reply

    def answered(self, asked: Asked, answer: Answer, fault: Fault | None, seconds: float) -> Reply:
        """The answer's reply, spoilt where the fault's kind says."""
        if isinstance(fault, Misjudged):
            answer = fault.change(answer)
        document = self.write(answer, asked, seconds)
        if isinstance(fault, Misshaped):
            document = fault.change(document)
        reply = to_json(document)
        return fault.change(reply) if isinstance(fault, Damaged) else reply


CONVERSE: Final = Api("converse", converse.read, converse.write, converse.refuse)
ENDPOINT: Final = Api("endpoint", endpoint.read, endpoint.write, endpoint.refuse)
