"""``Run``: the stand-in under one configuration. A new configuration starts a new run."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from localaws.standin.apis.api import Api
from localaws.standin.apis.demands import (
    ANOTHER_COMPONENT,
    NO_COMPONENT,
    NO_GUARDRAIL,
    document_of,
    guardrail_of,
    refused,
)
from localaws.standin.configuration import Configuration
from localaws.standin.fault_plan import FaultPlan
from localaws.standin.faults.kinds import ServiceError
from localaws.standin.judging.lexical_judge import judge
from localaws.standin.messages.http_reply import HttpReply
from localaws.standin.messages.http_request import HttpRequest
from localaws.standin.messages.judge_request import InvalidJudgeRequest
from localaws.standin.rate_limiter import RateLimiter
from localaws.standin.record import Record, RecordedCall

COMPONENT: Final = "x-amzn-sagemaker-inference-component"
"""Header of ``InferenceComponentName``."""


class Run:
    """Answers calls. Nothing is carried over to the next run."""

    def __init__(self, configuration: Configuration) -> None:
        """Start with a full rate limit, no attempts and an empty record."""
        self.configuration = configuration
        self.record = Record()
        self._limiter = RateLimiter(configuration.limit)
        self._plan = FaultPlan(configuration)

    async def answer(self, api: Api, model: str, asked: HttpRequest) -> HttpReply:
        """Return the reply to one call, after its latency."""
        document, component = document_of(asked.body), asked.headers.get(COMPONENT, "")
        call = RecordedCall(api.name, model, time.monotonic(), component=component, guardrail=guardrail_of(document))
        self.record.begin()
        try:
            reply = await self._answer(api, asked.body, document, call)
            call.status, call.end = reply.status, time.monotonic()
            return reply
        finally:
            self.record.end(call)

    async def _answer(self, api: Api, body: bytes, document: Mapping[str, Any], call: RecordedCall) -> HttpReply:
        """Return the reply, and fill in ``call``."""
        try:
            request = api.parse(call.model, body)
        except InvalidJudgeRequest as error:
            call.outcome = "invalid"
            return api.error_reply(ServiceError(400, "ValidationException", str(error)), call.model)
        if error := self._unmet(document, call):
            call.outcome = "refused"
            return api.error_reply(error, call.model)
        call.prompt, call.attempt = request.prompt_hash, self._plan.attempts(request, call.model)
        if error := self._limiter.admit(request):
            call.outcome = "throttled"
            return api.error_reply(error, call.model)
        plan = self._plan.next(request, call.guardrail, call.model)
        call.outcome, call.latency, call.input_tokens = (
            plan.fault_name or "answered",
            plan.latency,
            request.input_tokens,
        )
        if plan.wait:
            await asyncio.sleep(plan.wait)
        if isinstance(plan.fault, ServiceError):
            self._limiter.settle(request, 0)
            return api.error_reply(plan.fault, call.model)
        chosen = self.configuration
        answer = judge(request, chosen.judges.get(call.model, chosen.judge), chosen.grants, chosen.granted)
        call.output_tokens = answer.output_tokens
        self._limiter.settle(request, request.input_tokens + answer.output_tokens)
        return api.answer_reply(answer, request, plan.fault, plan.latency)

    def _unmet(self, document: Mapping[str, Any], call: RecordedCall) -> ServiceError | None:
        """Return the error for a request that this service would not take."""
        settings = self.configuration
        if call.api == "endpoint" and settings.component and not call.component:
            return NO_COMPONENT
        if call.api == "endpoint" and call.component != settings.component:
            return replace(ANOTHER_COMPONENT, message=ANOTHER_COMPONENT.message.replace("COMPONENT", call.component))
        if call.guardrail and call.guardrail not in settings.guardrails:
            return NO_GUARDRAIL
        return refused(document, settings.refuses)
